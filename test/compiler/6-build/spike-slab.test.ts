import { describe, expect, it } from 'vitest';
import { cholesky, logDeterminant, solveLower } from '../../../src/base/numeric/cholesky.js';
import { RandomStream } from '../../../src/base/random/stream.js';
import { createBackend } from '../../../src/backend/settings.js';
import { condition } from '../../../src/compiler/4-condition/index.js';
import { layoutOf } from '../../../src/compiler/6-build/state.js';
import { weightLikelihood } from '../../../src/compiler/6-build/weight-likelihood.js';
import { add, constant, evaluate } from '../../../src/expression/index.js';
import type { PlannedBlock } from '../../../src/compiler/5-assign/plan.js';
import { FALSE_ALARM, normalPValue, smallestPValue } from '../../samplers/budget.js';
import { rankTestPValue, type JointModel } from '../../samplers/joint-test.js';
import { report } from '../../samplers/sweeps.js';
import { compileText } from '../4-condition/program.js';
import { startedChain, sweep } from './chains.js';
import { sweepInTurn } from './sweep-in-turn.js';

const INCLUSION = 0.4;
const A = [1, 0.8, -0.5, 0.3];
const B = [0.7, 1.1, 0.4, -0.6];

interface Case {
  readonly slab: string;
  readonly drawSlab: (stream: RandomStream) => number;
  readonly observe: string;
  readonly drawDatum: (stream: RandomStream, mean: number) => number;
}

const CONJUGATE: Case = {
  slab: 'normal(0.6, 1.3)',
  drawSlab: (stream) => 0.6 + 1.3 * stream.normal(),
  observe: 'observe y ~ normal(a @ w + b @ u, 0.8)',
  drawDatum: (stream, mean) => mean + 0.8 * stream.normal(),
};
const ANY: Case = {
  slab: 'laplace(-0.4, 1.2)',
  drawSlab: (stream) => -0.4 + 1.2 * stream.exponential() * (stream.uniform() < 0.5 ? -1 : 1),
  observe: 'observe y ~ poisson(exp(a @ w + b @ u))',
  drawDatum(stream, mean) {
    let count = 0;
    for (let left = Math.exp(Math.min(mean, 5)); (left -= stream.exponential()) > 0;) count++;
    return count;
  },
};
const LAPLACE: Case = { ...CONJUGATE, slab: ANY.slab, drawSlab: ANY.drawSlab };
/** No product is kept: the weight passes a function first. */
const WHOLE: Case = { ...ANY, observe: 'observe y ~ poisson(exp(a @ tanh(w) + b @ tanh(u)))' };

const kind = ({ observe }: Case) => (observe.includes('poisson') ? 'count' : 'real');

/** Two weights, each with indicator and value of its own, so that the reverse of a sweep is known. */
const program = (c: Case) => `data { y: ${kind(c)}[n] a: real[n, k] b: real[n, k] }
  prior slab(w) { z[w] ~ bernoulli(${String(INCLUSION)})  v[w] ~ ${c.slab}  w = z * v }
  w[k] ~ slab()  u[k] ~ slab()  ${c.observe}`;
const arrays = (y: Float64Array) => ({ y: [...y], a: A.map((x) => [x]), b: B.map((x) => [x]) });

function modelOf(c: Case): JointModel<Float64Array> {
  const bend = c === WHOLE ? Math.tanh : (x: number) => x;
  const mean = (s: Float64Array, i: number) =>
    A[i]! * bend(s[0]! * s[1]!) + B[i]! * bend(s[2]! * s[3]!);
  return {
    drawPrior: (stream) =>
      Float64Array.from({ length: 4 }, (_, i) =>
        i % 2 === 0 ? (stream.uniform() < INCLUSION ? 1 : 0) : c.drawSlab(stream),
      ),
    drawData: (stream, s) => Float64Array.from(A, (_, i) => c.drawDatum(stream, mean(s, i))),
    statistics(s, y) {
      const residuals = y.reduce((sum, v, i) => sum + Math.abs(v - mean(s, i)), 0);
      const [w, u] = [s[0]! * s[1]!, s[2]! * s[3]!];
      return [s[0]! + s[2]!, s[0]!, s[1]!, s[3]!, w * u, residuals, w * y[0]!];
    },
  };
}

/** The prior odds of each indicator, changed. */
function otherOdds(block: PlannedBlock): PlannedBlock {
  const conditionals = block.conditionals.map((conditional) => {
    const { spikeSlab } = conditional;
    if (spikeSlab === undefined) return conditional;
    const logOdds = add(spikeSlab.logOdds, constant(0.8));
    return { ...conditional, spikeSlab: { ...spikeSlab, logOdds } };
  });
  return { ...block, conditionals };
}

describe('spike and slab in a sweep', () => {
  const test = { replicates: 200, length: 5, thin: 2 };
  it.each<[string, Case]>([
    ['the slab integrated out', CONJUGATE],
    ['a Laplace slab integrated out', LAPLACE],
    ['products kept', ANY],
    ['the likelihood evaluated whole', WHOLE],
  ])('leaves the posterior as it is: %s', (seed, c) => {
    const p = rankTestPValue(modelOf(c), sweepInTurn(program(c), arrays), { ...test, seed });
    expect(report(seed, p)).toBeGreaterThan(FALSE_ALARM);
  });
  it.each<[string, Case]>([
    ['conjugate', CONJUGATE],
    ['laplace', LAPLACE],
    ['any', ANY],
  ])('but not with other odds: %s', (seed, c) => {
    const wrong = sweepInTurn(program(c), arrays, otherOdds);
    const p = rankTestPValue(modelOf(c), wrong, { ...test, seed, replicates: 800 });
    expect(report(seed, p)).toBeLessThan(FALSE_ALARM);
  });
});

const X = A.map((a, i) => [a, B[i]!, [0.2, -0.9, 1, 0.5][i]!]);
const Y = [1.1, 0.7, 0.9, 1.6];
const SD = 1.5;

/** Posterior chance of each of the eight patterns: y ~ normal(0, I + sd^2 X_z X_z'). */
function exactPatterns(): number[] {
  const weights = Array.from({ length: 8 }, (_, pattern) => {
    const included = [0, 1, 2].filter((j) => (pattern >> j) % 2 === 1);
    const covariance = Float64Array.from({ length: 16 }, (_unused, at) => {
      const [a, b] = [X[Math.floor(at / 4)]!, X[at % 4]!];
      return (at % 5 === 0 ? 1 : 0) + SD * SD * included.reduce((s, j) => s + a[j]! * b[j]!, 0);
    });
    const factor = new Float64Array(16);
    cholesky(covariance, 4, factor);
    const white = Float64Array.from(Y);
    solveLower(factor, 4, white);
    const fit = white.reduce((sum, z) => sum + z * z, 0);
    const odds = included.length * Math.log(INCLUSION / (1 - INCLUSION));
    return Math.exp(odds - (logDeterminant(factor, 4) + fit) / 2);
  });
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}

describe('spike and slab visits each pattern as enumeration says', () => {
  const text = (law: string) => `data { y: real[n] x: real[n, d] }
    prior slab(w) { z[w] ~ bernoulli(${String(INCLUSION)})  v[w] ~ normal(0, ${String(SD)})  w = z * v }
    w[d] ~ slab()  observe y ~ ${law}`;
  const pValue = (law: string, sweeps: number) => {
    const compiled = compileText(text(law), { y: Y, x: X });
    const shares = Array.from({ length: 40 }, (_, seed) => {
      const chain = startedChain(compiled, 0, String(seed));
      const counts = new Array<number>(8).fill(0);
      for (let i = 0; i < sweeps; i++) {
        sweep(chain, i, i + 1, String(seed));
        const pattern = [0, 1, 2].reduce((sum, j) => sum + chain.values[j]! * 2 ** j, 0);
        if (i >= 20) counts[pattern]!++;
      }
      return counts.map((count) => count / (sweeps - 20));
    });
    return smallestPValue(
      exactPatterns().map((share, pattern) => {
        const values = shares.map((row) => row[pattern]! - share);
        const mean = values.reduce((sum, v) => sum + v, 0) / values.length;
        const squares = values.reduce((sum, v) => sum + (v - mean) ** 2, 0);
        return normalPValue(mean / Math.sqrt(squares / (values.length - 1) / values.length));
      }),
    );
  };
  it('with the slab integrated out', () => {
    expect(report('patterns', pValue('normal(x @ w, 1)', 320))).toBeGreaterThan(FALSE_ALARM);
  });
  it('and another error of the data is caught', () => {
    expect(report('other error', pValue('normal(x @ w, 1.4)', 320))).toBeLessThan(FALSE_ALARM);
  });
});

describe('weights of two axes', () => {
  const [x, c] = [X.map(([a, b]) => [a!, b!]), [0.7, -1.2, 0.4]];
  const kept = (inner: string) => `data { y: real[n] x: real[n, d] c: real[m] }
    prior slab(w) { z[w] ~ bernoulli(0.5)  v[w] ~ normal(0, 1)  w = z * v }
    w[d, m] ~ slab()  observe y ~ student_t(4, ${inner}, 1)`;
  it.each([
    ['by products that are kept', kept('tanh(x @ w) @ c')],
    ['evaluated whole', kept('x @ tanh(w) @ c')],
  ])('change the likelihood as its evaluation says, %s', (_, text) => {
    const { graph } = compileText(text, { y: Y, x, c });
    const { likelihood, weight } = condition(graph).flatMap(({ spikeSlab }) => spikeSlab ?? [])[0]!;
    const backend = createBackend({ name: 'evaluator', precision: 'f64', relaxed: false });
    const change = weightLikelihood(
      likelihood,
      weight,
      backend,
      layoutOf(graph),
      new Float64Array(12),
    );
    const stream = new RandomStream('two axes', 1);
    const weights = Float64Array.from({ length: 6 }, () => stream.normal());
    const whole = (at: Float64Array) =>
      evaluate(likelihood, new Map([[weight.attributes.name as string, at]]))[0]![0]!;
    change.start(weights);
    for (let k = 0; k < 20; k++) {
      const j = k % 6;
      const next = weights.slice();
      next[j] = k % 3 === 0 ? 0 : stream.normal();
      expect(change.change(j, next[j]!)).toBeCloseTo(whole(next) - whole(weights), 10);
      if (k % 2 === 0) continue;
      change.keep(j, next[j]!);
      weights.set(next);
    }
  });

  it('are included as enumeration says, each column of the data apart', () => {
    const text = `data { y: real[n, m] x: real[n, d] }
      prior slab(w) { z[w] ~ bernoulli(${String(INCLUSION)})  v[w] ~ normal(0, ${String(SD)})  w = z * v }
      w[d, m] ~ slab()  observe y ~ normal(x @ w, 1)`;
    // The second column of the data is the first turned over: its pattern has the same law.
    const compiled = compileText(text, { y: Y.map((y) => [y, -y]), x: X });
    const expected = exactPatterns();
    const shares = Array.from({ length: 40 }, (_, seed) => {
      const chain = startedChain(compiled, 0, String(seed));
      const counts = new Array<number>(16).fill(0);
      for (let i = 0; i < 220; i++) {
        sweep(chain, i, i + 1, String(seed));
        for (const column of i >= 20 ? [0, 1] : []) {
          const pattern = [0, 1, 2].reduce(
            (sum, j) => sum + chain.values[2 * j + column]! * 2 ** j,
            0,
          );
          const cell = 8 * column + pattern;
          counts[cell] = counts[cell]! + 1 / 200;
        }
      }
      return counts;
    });
    const p = smallestPValue(
      [...expected, ...expected].map((share, cell) => {
        const values = shares.map((row) => row[cell]! - share);
        const mean = values.reduce((sum, v) => sum + v, 0) / values.length;
        const squares = values.reduce((sum, v) => sum + (v - mean) ** 2, 0);
        return normalPValue(mean / Math.sqrt(squares / (values.length - 1) / values.length));
      }),
    );
    expect(report('two axes', p)).toBeGreaterThan(FALSE_ALARM);
  });
});

describe('the plan of a spike and slab', () => {
  const samplersOf = (text: string) =>
    compileText(text, arrays(Float64Array.of(1, 0, 2, 1))).plan.blocks.map(
      ({ name, sampler }) => `${name} ${sampler}`,
    );
  it('names indicator and value', () => {
    expect(samplersOf(program(CONJUGATE))).toContain('w.z, w.v spike_slab');
  });
  it('is discrete where infer asks, or where the value is read besides', () => {
    const asked = `${program(CONJUGATE)}  infer { w.z using discrete }`;
    expect(samplersOf(asked)).toContain('w.z discrete');
    const read = `data { y: real[n] a: real[n, k] b: real[n, k] }
      z[k] ~ bernoulli(0.5)  v[k] ~ normal(0, 1)  observe y ~ normal(a @ (z * v) + b @ v, 1)`;
    expect(samplersOf(read)).toContain('z discrete');
  });
});
