import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../../src/base/random/stream.js';
import { constant, evaluate, sizeOf } from '../../../src/expression/index.js';
import type { Form } from '../../../src/compiler/4-condition/conditional.js';
import type { PlannedBlock } from '../../../src/compiler/5-assign/plan.js';
import { unconstrain } from '../../../src/compiler/6-build/unconstrained.js';
import { distributions } from '../../../src/library/index.js';
import { FALSE_ALARM } from '../../samplers/budget.js';
import { rankTestPValue, type JointModel, type Sweep } from '../../samplers/joint-test.js';
import { report } from '../../samplers/sweeps.js';
import { compileText } from '../4-condition/program.js';
import { sweepInTurn } from './sweep-in-turn.js';

const X = [
  [1, 0.4],
  [0.7, 1.1],
  [-0.4, 0.9],
];
const [LOWER, UPPER] = [-1, 1.5];
/**
 * Half-lines and an interval; the scale of all and a centre move in the same block. All is about as wide as the steps
 * are long.
 */
const program = (sampler: string) => `data { y: real[n] x: real[n, d] }
  m ~ normal(0, 1)  s ~ normal(0, 1)
  w[d] ~ half_normal(2 * exp(s / 2))
  e ~ exponential(mean = 2 * exp(s / 2))
  v[n] ~ truncated(laplace(m, 2 * exp(s / 2)), lower = ${String(LOWER)}, upper = ${String(UPPER)})
  observe y ~ student_t(5, x @ w + v - e, 3)
  infer { w, e, v using ${sampler} }`;
const arrays = (y: Float64Array) => ({ y: [...y], x: X });

const fitted = ([, , a, b, e, ...v]: Float64Array) =>
  X.map(([x, z], i) => x! * a! + z! * b! + v[i]! - e!);

const model: JointModel<Float64Array> = {
  drawPrior(stream) {
    const m = stream.normal();
    const s = stream.normal();
    const scale = 2 * Math.exp(s / 2);
    const half = () => scale * Math.abs(stream.normal());
    const v = () => m + scale * stream.exponential() * (stream.uniform() < 0.5 ? -1 : 1);
    const inside = () => {
      for (;;) {
        const x = v();
        if (x >= LOWER && x <= UPPER) return x;
      }
    };
    const [a, b, e] = [half(), half(), scale * stream.exponential()];
    return Float64Array.of(m, s, a, b, e, inside(), inside(), inside());
  },
  drawData: (stream, unknowns) =>
    Float64Array.from(
      fitted(unknowns),
      (mean) => mean + distributions.get('student_t')!.sample!(stream, [5, 0, 3]),
    ),
  statistics(unknowns, y) {
    const [m, s, a, b, e, v, ...others] = unknowns;
    const residuals = fitted(unknowns).map((mean, i) => Math.abs(y[i]! - mean));
    const size = (a! + b! + e!) / Math.exp(s! / 2);
    const all = others.reduce((sum, other) => sum + other, v!);
    return [m!, s!, Math.min(a!, b!), a! * b!, e!, v!, m! * all, size, Math.hypot(...residuals)];
  },
};

type Proximable = Extract<Form, { kind: 'smooth plus proximable' }>;

/** The forms of a block's proximal unknowns, changed. */
function changed(block: PlannedBlock, to: (form: Proximable) => Proximable): PlannedBlock {
  if (block.proximal === undefined) return block;
  const proximal = block.proximal.map((conditional) => {
    const { form } = conditional;
    return form.kind === 'smooth plus proximable'
      ? { ...conditional, form: to(form) }
      : conditional;
  });
  return { ...block, proximal };
}
const ALL = { lower: constant(-Infinity), upper: constant(Infinity) };
const withoutEnds = (block: PlannedBlock) => changed(block, (form) => ({ ...form, box: ALL }));

/** Moves as if there were no ends and puts what is beyond back onto them, whatever the energy says. */
function silentlyProjected(text: string): Sweep<Float64Array> {
  const sweep = sweepInTurn(text, arrays, withoutEnds);
  const project = (unknowns: Float64Array) => {
    for (let i = 2; i < 5; i++) unknowns[i] = Math.max(unknowns[i]!, 0);
    for (let i = 5; i < 8; i++) unknowns[i] = Math.min(Math.max(unknowns[i]!, LOWER), UPPER);
  };
  return {
    ...sweep,
    forward(stream, unknowns) {
      sweep.forward(stream, unknowns);
      project(unknowns);
    },
    backward(stream, unknowns) {
      sweep.backward(stream, unknowns);
      project(unknowns);
    },
  };
}

describe('ends of a support taken by the projection onto a box', () => {
  it.each(['prox_nuts', 'prox_hmc(steps = 4)'])('leave the posterior as it is: %s', (sampler) => {
    const sweep = sweepInTurn(program(sampler), arrays);
    const test = { seed: `box, ${sampler}`, replicates: 250, length: 5, thin: 2 };
    expect(report(sampler, rankTestPValue(model, sweep, test))).toBeGreaterThan(FALSE_ALARM);
  });

  it.each<[string, () => Sweep<Float64Array>]>([
    ['states beyond the ends', () => sweepInTurn(program('prox_nuts'), arrays, withoutEnds)],
    ['states put back onto the ends', () => silentlyProjected(program('prox_nuts'))],
  ])('the planted fault is caught: %s', (name, sweep) => {
    const test = { seed: name, replicates: 250, length: 5, thin: 2 };
    expect(report(name, rankTestPValue(model, sweep(), test))).toBeLessThan(FALSE_ALARM);
  });

  const { graph, plan } = compileText(program('prox_nuts'), arrays(Float64Array.of(1, 0, 2)));
  const space = unconstrain(
    graph,
    plan.blocks.find(({ proximal }) => proximal !== undefined)!,
  );
  const at = (nodes: Parameters<typeof evaluate>[0], position: readonly number[], prefix: string) =>
    evaluate(
      nodes,
      new Map(
        space.variables.map(({ name, shape }, i) => {
          const { start } = space.ranges[i]!;
          return [prefix + name, Float64Array.from(position.slice(start, start + sizeOf(shape)))];
        }),
      ),
    );
  const random = (stream: RandomStream) =>
    Array.from({ length: space.dimension }, () => 2 * stream.normal());
  const project = (position: readonly number[]) => {
    const inside = [...position];
    for (const { start, end, box } of space.penalties) {
      for (let k = start; k < end; k++) {
        const { lower, upper } = box!;
        inside[k] = Math.min(Math.max(inside[k]!, lower[k - start]!), upper[k - start]!);
      }
    }
    return inside;
  };

  it('coordinates are values, and the density is that of the text less the penalties, with no Jacobian', () => {
    const stream = new RandomStream('box', 1);
    const factors = graph.factors.map(({ logDensity }) => logDensity);
    const parameters = space.penalties.flatMap(({ weight, centre }) => [weight, centre]);
    for (let i = 0; i < 20; i++) {
      const inside = project(random(stream));
      const whole = at(factors, inside, '').reduce((sum, value) => sum + value[0]!, 0);
      const [rest, ...known] = at([space.logDensity, ...parameters], inside, 'u:');
      const penalty = space.penalties.reduce((sum, { start, end }, p) => {
        const [weight, centre] = [known[2 * p]![0]!, known[2 * p + 1]![0]!];
        const away = inside.slice(start, end).map((x) => Math.abs(x - centre));
        return sum + weight * away.reduce((a, b) => a + b, 0);
      }, 0);
      expect(rest![0]! - penalty).toBeCloseTo(whole, 10);
    }
  });

  it('beyond an end the smooth part is what it is at the end, and values are no projections', () => {
    const stream = new RandomStream('box', 2);
    for (let i = 0; i < 20; i++) {
      const position = random(stream);
      const [outside, inside] = [position, project(position)].map(
        (x) => at([space.logDensity], x, 'u:')[0]![0]!,
      );
      expect(outside).toBe(inside);
      const values = at(space.values, position, 'u:').flatMap((value) => [...value]);
      expect(values).toEqual(position);
    }
  });
});
