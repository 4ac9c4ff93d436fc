import { describe, expect, it } from 'vitest';
import { drawGig } from '../../../src/base/random/inverse-gaussian.js';
import type { Conditional } from '../../../src/compiler/4-condition/conditional.js';
import type { PlannedBlock } from '../../../src/compiler/5-assign/plan.js';
import { add, constant } from '../../../src/expression/index.js';
import { FALSE_ALARM } from '../../samplers/budget.js';
import { rankTestPValue, type JointModel } from '../../samplers/joint-test.js';
import { report } from '../../samplers/sweeps.js';
import { checkAgainstJoint } from '../4-condition/against-joint.js';
import { RandomStream } from '../../../src/base/random/stream.js';
import { compileText } from '../4-condition/program.js';
import { startedChain, sweep } from './chains.js';
import { sweepInTurn } from './sweep-in-turn.js';

const X = [
  [1, 0.8],
  [0.7, 1.1],
  [-0.4, 0.9],
];
const SCALE = 0.6;
const MIXTURE = `data { y: real[n, k] x: real[n, d] }
  w[d, k] ~ multi_laplace(0.5, ${String(SCALE)})
  observe y ~ normal(x @ w, 1)
  infer { w using gibbs }`;
const arrays = (y: Float64Array) => ({ y: X.map((_, i) => [y[2 * i]!, y[2 * i + 1]!]), x: X });

const fitted = ([a, b, c, d]: Float64Array) =>
  X.flatMap(([x, z]) => [x! * a! + z! * c!, x! * b! + z! * d!]);

/** Two rows of weights, then the variance of each. */
const model: JointModel<Float64Array> = {
  drawPrior(stream) {
    const rows = [0, 1].map(() => {
      const angle = 2 * Math.PI * stream.uniform();
      const norm = SCALE * (stream.exponential() + stream.exponential());
      return { norm, at: [0.5 + norm * Math.cos(angle), 0.5 + norm * Math.sin(angle)] };
    });
    // The variance given the norm: v^(1/2) exp(-v / (2 SCALE^2)) times v^-1 exp(-norm^2 / (2 v)).
    const variances = rows.map(({ norm }) => drawGig(stream, 0.5, SCALE ** -2, norm * norm));
    return Float64Array.of(...rows.flatMap(({ at }) => at), ...variances);
  },
  drawData: (stream, unknowns) =>
    Float64Array.from(fitted(unknowns), (mean) => mean + stream.normal()),
  statistics(unknowns, y) {
    const [a, b, c, d, v, w] = unknowns;
    const squares = (a! - 0.5) ** 2 + (b! - 0.5) ** 2;
    const misfit = fitted(unknowns).reduce((sum, mean, i) => sum + (y[i]! - mean) ** 2, 0);
    return [a!, b! * c!, d!, squares, v!, squares / v!, Math.log(v! * w!), misfit];
  },
};

/** The variances drawn as if each had one weight and not two. */
function ofOne(block: PlannedBlock): PlannedBlock {
  const change = (conditional: Conditional): Conditional => {
    const { form, variable } = conditional;
    if (variable.isAuxiliary !== true || form.kind !== 'exponential') return conditional;
    const at = form.family.statistics.indexOf('log(x)');
    const natural = form.natural.map((node, i) =>
      i === at ? add(node, constant(0.5, node.shape)) : node,
    );
    return { ...conditional, form: { ...form, natural } };
  };
  return { ...block, conditionals: block.conditionals.map(change) };
}

describe('a group lasso as a mixture of normals', () => {
  it('has one variance a group, drawn exactly, and says so', () => {
    const { plan, quantities } = compileText(MIXTURE, arrays(new Float64Array(6)));
    const [mixing, weights] = plan.blocks;
    expect(mixing!.conditional).toMatch(/^generalized_inverse_gaussian\(p = 0\.5, /);
    expect(mixing!.because).toContain('v ~ gamma((K + 1) / 2, 1 / (2 scale^2))');
    expect(weights).toMatchObject({ name: 'w', sampler: 'gibbs' });
    expect(quantities.map(({ name }) => name)).toEqual(['w']);
  });

  it('has conditionals that agree with the joint density', () => {
    const compiled = compileText(MIXTURE, arrays(Float64Array.of(1, 0, -1, 2, 0.5, 1)));
    checkAgainstJoint(compiled, 'mixing(w)', 1);
  });

  it('leaves the posterior as it is', () => {
    const test = { seed: 'group mixture', replicates: 400, length: 5, thin: 1 };
    const p = rankTestPValue(model, sweepInTurn(MIXTURE, arrays), test);
    expect(report('group mixture', p)).toBeGreaterThan(FALSE_ALARM);
  });

  it('but not with variances of single weights', () => {
    const test = { seed: 'of one', replicates: 600, length: 5, thin: 1 };
    const p = rankTestPValue(model, sweepInTurn(MIXTURE, arrays, ofOne), test);
    expect(report('of one', p)).toBeLessThan(FALSE_ALARM);
  });
});

describe('units of a network', () => {
  /** One unit fits these. */
  const x = Array.from({ length: 40 }, (_, i) => [Math.sin(3 * i), Math.cos(5 * i)]);
  const y = x.map(([a, b], i) => Math.tanh(2 * a! + 2 * b!) + 0.05 * Math.sin(17 * i));

  /** Median over draws of the norm of the fifth largest of eight units, beside the largest. */
  function shareOfFifth(prior: string): number {
    const model = compileText(
      `data { y: real[n] x: real[n, d] }
      network f(x) {
        layer h = dense(x, 8) { weight ~ ${prior}  activation = tanh }
        layer o = dense(h, 1) { weight ~ normal(0, 1) }
      }
      observe y ~ normal(f, 0.1)`,
      { x, y },
    );
    const chain = startedChain(model, 100);
    sweep(chain, 0, 100);
    const weight = model.quantities.find(({ name }) => name === 'f.h.weight')!;
    const draw = new Float64Array(model.width);
    const shares: number[] = [];
    for (let i = 100; i < 300; i++) {
      sweep(chain, i, i + 1);
      chain.record(draw, new RandomStream('generated', i));
      const at = (input: number, unit: number) => draw[weight.offset + 8 * input + unit]!;
      const norms = [0, 1, 2, 3, 4, 5, 6, 7].map((unit) => Math.hypot(at(0, unit), at(1, unit)));
      norms.sort((a, b) => b - a);
      shares.push(norms[4]! / norms[0]!);
    }
    return shares.sort((a, b) => a - b)[100]!;
  }

  it('that are not needed are shrunk as wholes, as a normal does not', () => {
    const group = shareOfFifth('unit_laplace(shape = 200, rate = 20)');
    // Of the same second moment.
    const normal = shareOfFifth('normal(0, 0.1 * sqrt(3))');
    expect(group).toBeLessThan(0.13);
    expect(group).toBeLessThan(0.6 * normal);
  });
});
