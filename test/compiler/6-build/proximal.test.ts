import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../../src/base/random/stream.js';
import { constant, evaluate, inputsOf, mul, sizeOf } from '../../../src/expression/index.js';
import type { Conditional } from '../../../src/compiler/4-condition/conditional.js';
import type { PlannedBlock } from '../../../src/compiler/5-assign/plan.js';
import { distributions, type DistributionPenalty as Penalty } from '../../../src/library/index.js';
import { unconstrain } from '../../../src/compiler/6-build/unconstrained.js';
import { FALSE_ALARM } from '../../samplers/budget.js';
import { rankTestPValue, type JointModel, type Sweep } from '../../samplers/joint-test.js';
import { report } from '../../samplers/sweeps.js';
import { compileText } from '../4-condition/program.js';
import { sweepInTurn } from './sweep-in-turn.js';

const X = [
  [1, 0.8],
  [0.7, 1.1],
  [-0.4, 0.9],
];
/** The penalty's weight and centre move in the same block. */
const program = (
  sampler: string,
  prior = 'laplace(m, exp(s))',
) => `data { y: real[n] x: real[n, d] }
  m ~ normal(0, 0.7)  s ~ normal(0, 0.5)  w[d] ~ ${prior}
  observe y ~ student_t(5, x @ w, 1)
  infer { w using ${sampler} }`;
const arrays = (y: Float64Array) => ({ y: [...y], x: X });

const studentT = (stream: RandomStream) => {
  let squares = 0;
  for (let i = 0; i < 5; i++) squares += stream.normal() ** 2;
  return stream.normal() / Math.sqrt(squares / 5);
};

type Draw = (stream: RandomStream, m: number, s: number) => number;
const drawLaplace: Draw = (stream, m, s) =>
  m + Math.exp(s) * stream.exponential() * (stream.uniform() < 0.5 ? -1 : 1);
const NET = 'elastic_net(m, exp(-s), 6)';
const drawNet: Draw = (stream, m, s) =>
  distributions.get('elastic_net')!.sample!(stream, [m, Math.exp(-s), 6]);

/** Two rows of weights, each with one norm; two columns of data. */
const ROWS = 'multi_laplace(m, exp(s))';
const rowsProgram = (sampler: string) => `data { y: real[n, k] x: real[n, d] }
  m ~ normal(0, 0.7)  s ~ normal(0, 0.5)  w[d, k] ~ ${ROWS}
  observe y ~ student_t(5, x @ w, 1)
  infer { w using ${sampler} }`;
const rowsArrays = (y: Float64Array) => ({ y: X.map((_, i) => [y[2 * i]!, y[2 * i + 1]!]), x: X });
const fitted = (w: Float64Array) =>
  X.flatMap(([x, z]) => [0, 1].map((k) => x! * w[k]! + z! * w[2 + k]!));
const rowsModel: JointModel<Float64Array> = {
  drawPrior(stream) {
    const m = 0.7 * stream.normal();
    const s = 0.5 * stream.normal();
    const draw = () => {
      const angle = 2 * Math.PI * stream.uniform();
      const norm = Math.exp(s) * (stream.exponential() + stream.exponential());
      return [m + norm * Math.cos(angle), m + norm * Math.sin(angle)];
    };
    return Float64Array.of(m, s, ...draw(), ...draw());
  },
  drawData: (stream, unknowns) =>
    Float64Array.from(fitted(unknowns.slice(2)), (mean) => mean + studentT(stream)),
  statistics(unknowns, y) {
    const [m, s, a, b, c, d] = unknowns;
    const residuals = fitted(unknowns.slice(2)).map((mean, i) => Math.abs(y[i]! - mean));
    const size = Math.hypot(a! - m!, b! - m!) + Math.hypot(c! - m!, d! - m!);
    return [m!, s!, a! * d!, b! ** 2, size / Math.exp(s!), residuals.reduce((p, q) => p + q)];
  },
};

const modelOf = (drawWeight: Draw): JointModel<Float64Array> => ({
  drawPrior(stream) {
    const m = 0.7 * stream.normal();
    const s = 0.5 * stream.normal();
    const draw = () => drawWeight(stream, m, s);
    return Float64Array.of(m, s, draw(), draw());
  },
  drawData: (stream, [, , a, b]) =>
    Float64Array.from(X, ([x, z]) => x! * a! + z! * b! + studentT(stream)),
  statistics([m, s, a, b], y) {
    const residuals = X.reduce((sum, [x, z], i) => sum + Math.abs(y[i]! - x! * a! - z! * b!), 0);
    const size = Math.abs(a! - m!) + Math.abs(b! - m!);
    return [m!, s!, a!, b! ** 2, size / Math.exp(s!), residuals];
  },
});
const model = modelOf(drawLaplace);

/** The penalties of a block, changed: its energy is then not that of the posterior. */
function changed(block: PlannedBlock, to: (penalty: Penalty) => Penalty): PlannedBlock {
  const change = (conditional: Conditional): Conditional => {
    const { form } = conditional;
    if (form.kind !== 'smooth plus proximable') return conditional;
    return { ...conditional, form: { ...form, penalty: to(form.penalty) } };
  };
  return block.proximal ? { ...block, proximal: block.proximal.map(change) } : block;
}
const heavier = (block: PlannedBlock) =>
  changed(block, (penalty) => ({ ...penalty, weight: mul(penalty.weight, constant(1.6)) }));
const withoutSquare = (block: PlannedBlock) =>
  changed(block, ({ kind, weight, centre }) => ({ kind, weight, centre }));
const judgeHeavier = (of: typeof model, sweep: Sweep<Float64Array>) =>
  rankTestPValue(of, sweep, { seed: 'heavier', replicates: 700, length: 5, thin: 2 });

describe('a penalty taken by its proximal operator', () => {
  const samplers = ['prox_nuts', 'prox_hmc'] as const;

  it.each(samplers)('leaves the posterior as it is: %s', (sampler) => {
    const p = rankTestPValue(model, sweepInTurn(program(sampler), arrays), {
      ...{ seed: sampler, replicates: 200, length: 5, thin: 1 },
    });
    expect(report(sampler, p)).toBeGreaterThan(FALSE_ALARM);
  });

  it('leaves the posterior as it is: an elastic net, its square among what is smooth', () => {
    const sweep = sweepInTurn(program('prox_nuts', NET), arrays);
    const test = { seed: 'net', replicates: 200, length: 5, thin: 1 };
    const p = rankTestPValue(modelOf(drawNet), sweep, test);
    expect(report('elastic net', p)).toBeGreaterThan(FALSE_ALARM);
    const wrong = rankTestPValue(
      modelOf(drawNet),
      sweepInTurn(program('prox_nuts', NET), arrays, withoutSquare),
      { ...test, seed: 'square', replicates: 600 },
    );
    expect(report('without the square', wrong)).toBeLessThan(FALSE_ALARM);
  });

  it.each(samplers)('leaves the posterior as it is: norms of rows by %s', (sampler) => {
    const sweep = sweepInTurn(rowsProgram(sampler), rowsArrays);
    const p = rankTestPValue(rowsModel, sweep, {
      ...{ seed: 'rows', replicates: 200, length: 5, thin: 1 },
    });
    expect(report(`rows, ${sampler}`, p)).toBeGreaterThan(FALSE_ALARM);
  });

  it.each<[string, () => number]>([
    ['laplace', () => judgeHeavier(model, sweepInTurn(program('prox_nuts'), arrays, heavier))],
    [
      'rows',
      () => judgeHeavier(rowsModel, sweepInTurn(rowsProgram('prox_nuts'), rowsArrays, heavier)),
    ],
  ])('but not with another weight than the prior has: %s', (name, judge) => {
    expect(report(`heavier, ${name}`, judge())).toBeLessThan(FALSE_ALARM);
  });

  it.each([
    ['laplace', program('prox_nuts'), arrays(Float64Array.of(1, 0, 2))],
    ['elastic net', program('prox_nuts', NET), arrays(Float64Array.of(1, 0, 2))],
    ['rows', rowsProgram('prox_nuts'), rowsArrays(Float64Array.of(1, 0, 2, 1, -1, 0))],
  ])('is all that the rest of the log density lacks: %s', (_, text, data) => {
    const { graph, plan } = compileText(text, data);
    const block = plan.blocks.find(({ proximal }) => proximal !== undefined)!;
    const plain = { ...block, proximal: [] };
    const [without, whole] = [unconstrain(graph, block), unconstrain(graph, plain)];
    const [{ weight, centre, start, end, groupSize }] = without.penalties as [
      (typeof without.penalties)[0],
    ];
    const stream = new RandomStream('parts', 1);
    const nodes = [whole.logDensity, without.logDensity, weight, centre];
    for (let i = 0; i < 20; i++) {
      const position = Array.from({ length: whole.dimension }, () => stream.normal());
      const inputs = new Map(
        whole.variables.map(({ name, shape }, v) => {
          const from = whole.ranges[v]!.start;
          return [`u:${name}`, Float64Array.from(position.slice(from, from + sizeOf(shape)))];
        }),
      );
      const [all, rest, w, c] = evaluate(nodes, inputs);
      const at = (values: Float64Array, k: number) => values[values.length === 1 ? 0 : k]!;
      let penalty = 0;
      for (let g = 0; g * groupSize < end - start; g++) {
        const group = Array.from({ length: groupSize }, (_k, k) => g * groupSize + k);
        const norm = Math.hypot(...group.map((k) => position[start + k]! - at(c!, k)));
        penalty += at(w!, g) * norm;
      }
      expect(rest![0]! - penalty).toBeCloseTo(all![0]!, 10);
    }
    expect(inputsOf(without.logDensity)).toEqual(inputsOf(whole.logDensity));
  });
});
