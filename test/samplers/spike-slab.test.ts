import { describe, expect, it } from 'vitest';
import { cholesky, logDeterminant, solveLower } from '../../src/base/numeric/cholesky.js';
import { RandomStream } from '../../src/base/random/stream.js';
import type { AdaptiveKernel } from '../../src/samplers/kernel.js';
import { CENTRED_SLABS } from '../../src/samplers/linear-normal-slab.js';
import { createConjugateSpikeSlab, createSpikeSlab } from '../../src/samplers/spike-slab.js';
import { FALSE_ALARM, normalPValue, smallestPValue } from './budget.js';
import { rankTestPValue, type Sweep } from './joint-test.js';
import {
  DESIGN,
  drawSlab,
  fitted,
  LIKELIHOOD,
  LOG_ODDS,
  SLAB,
  spikeModel,
  type LikelihoodName,
  type SlabShape,
} from './spike-model.js';
import { report } from './sweeps.js';

type Fault = 'none' | 'stale-cache' | 'no-prior-odds' | 'flipped-odds' | 'narrow-slab';

/** The likelihood kept up to date move by move, as a sweep does. */
class Fit {
  data: Float64Array = new Float64Array(4);
  private mean: Float64Array = new Float64Array(4);
  private weights: Float64Array = new Float64Array(3);
  constructor(private readonly likelihood: LikelihoodName) {}

  start(weights: Float64Array): void {
    this.weights = weights.slice();
    this.mean = fitted(weights);
  }

  change(j: number, value: number): number {
    const by = value - this.weights[j]!;
    const log = LIKELIHOOD[this.likelihood];
    return this.mean.reduce(
      (sum, m, i) => sum + log(this.data[i]!, m + by * DESIGN[i]![j]!) - log(this.data[i]!, m),
      0,
    );
  }

  keep(j: number, value: number): void {
    const by = value - this.weights[j]!;
    this.mean.forEach((m, i) => (this.mean[i] = m + by * DESIGN[i]![j]!));
    this.weights[j] = value;
  }

  /** Linear and quadratic coefficient of w_j in the normal log likelihood. */
  coefficients(j: number): [number, number] {
    let [linear, quadratic] = [0, 0];
    DESIGN.forEach((row, i) => {
      const without = this.data[i]! - this.mean[i]! + row[j]! * this.weights[j]!;
      linear += row[j]! * without;
      quadratic += row[j]! ** 2;
    });
    return [linear, quadratic];
  }
}

type Create = (fit: Fit, weights: readonly number[]) => AdaptiveKernel;

/** Moves of some of the weights, which the kernel counts from 0. */
function anyLikelihood(shape: SlabShape, fault: Fault = 'none'): Create {
  const logOdds = fault === 'no-prior-odds' ? 0 : fault === 'flipped-odds' ? -LOG_ODDS : LOG_ODDS;
  const width = fault === 'narrow-slab' ? 0.8 : 1;
  return (fit, weights) =>
    createSpikeSlab({
      logOdds: () => logOdds,
      drawSlab: (stream) => width * drawSlab(stream, shape),
      change: (j, value) => fit.change(weights[j]!, value),
      keep: (j, value) => {
        if (fault !== 'stale-cache') fit.keep(weights[j]!, value);
      },
    });
}

type ClosedFault = 'none' | 'one-sided' | 'narrow-factor' | 'narrow-draw';

function conjugate(shape: SlabShape, fault: ClosedFault = 'none'): Create {
  const slab = CENTRED_SLABS[shape];
  return (fit, weights) => {
    const at = (j: number, width = 1) =>
      [...fit.coefficients(weights[j]!), width * SLAB, 0] as const;
    return createConjugateSpikeSlab({
      logOdds: () => LOG_ODDS,
      logBayesFactor: (j) => slab.logBayesFactor(...at(j, fault === 'narrow-factor' ? 0.6 : 1)),
      draw(stream, j) {
        const value = slab.draw(stream, ...at(j, fault === 'narrow-draw' ? 0.6 : 1));
        return fault === 'one-sided' ? Math.abs(value) : value;
      },
      keep: (j, value) => {
        fit.keep(weights[j]!, value);
      },
    });
  };
}

/** One weight after the other, a kernel each, so that the reverse is known. The fit is kept between moves. */
function oneByOne(create: Create, likelihood: LikelihoodName): Sweep<Float64Array> {
  const fit = new Fit(likelihood);
  const statistics = new Float64Array(2);
  const kernels = [0, 1, 2].map((j) => create(fit, [j]));
  const sweep = (order: readonly number[]) => (stream: RandomStream, unknowns: Float64Array) => {
    fit.start(unknowns);
    for (const j of order) {
      kernels[j]!.update(stream, unknowns.subarray(j, j + 1), 0, statistics, true);
    }
  };
  return {
    condition: (data) => void (fit.data = data),
    forward: sweep([0, 1, 2]),
    backward: sweep([2, 1, 0]),
  };
}

describe('spike and slab leaves the joint distribution as it is', () => {
  const test = { seed: 'spike', replicates: 40_000, length: 5, thin: 2 };
  const judge = (create: Create, shape: SlabShape, likelihood: LikelihoodName) =>
    rankTestPValue(spikeModel(shape, likelihood), oneByOne(create, likelihood), test);

  it.each<[string, Create, SlabShape, LikelihoodName]>([
    ['normal slab, normal errors', anyLikelihood('normal'), 'normal', 'normal'],
    ['laplace slab, normal errors', anyLikelihood('laplace'), 'laplace', 'normal'],
    ['laplace slab, bernoulli', anyLikelihood('laplace'), 'laplace', 'bernoulli'],
    ['normal slab, closed form', conjugate('normal'), 'normal', 'normal'],
    ['laplace slab, closed form', conjugate('laplace'), 'laplace', 'normal'],
  ])('%s', (name, create, shape, likelihood) => {
    expect(report(name, judge(create, shape, likelihood))).toBeGreaterThan(FALSE_ALARM);
  });

  it.each(['stale-cache', 'no-prior-odds', 'flipped-odds', 'narrow-slab'] as const)(
    'the planted fault %s is caught',
    (fault) => {
      const p = judge(anyLikelihood('normal', fault), 'normal', 'normal');
      expect(report(fault, p)).toBeLessThan(FALSE_ALARM);
    },
  );

  it.each(['one-sided', 'narrow-factor', 'narrow-draw'] as const)(
    'the planted fault %s of the Laplace slab in closed form is caught',
    (fault) => {
      const p = judge(conjugate('laplace', fault), 'laplace', 'normal');
      expect(report(`laplace, ${fault}`, p)).toBeLessThan(FALSE_ALARM);
    },
  );

  it('a closed form of another slab is caught', () => {
    const p = judge(conjugate('laplace'), 'normal', 'normal');
    expect(report('another slab', p)).toBeLessThan(FALSE_ALARM);
  });
});

/** Posterior probability of each of the eight patterns, under normal slab and errors: y ~ normal(0, I + s^2 B B'). */
function exactPatterns(data: Float64Array): number[] {
  const weights = Array.from({ length: 8 }, (_, pattern) => {
    const included = [0, 1, 2].filter((j) => (pattern >> j) % 2 === 1);
    const covariance = Float64Array.from({ length: 16 }, (_unused, at) => {
      const [a, b] = [DESIGN[Math.floor(at / 4)]!, DESIGN[at % 4]!];
      const shared = included.reduce((sum, j) => sum + a[j]! * b[j]!, 0);
      return (at % 5 === 0 ? 1 : 0) + SLAB * SLAB * shared;
    });
    const factor = new Float64Array(16);
    cholesky(covariance, 4, factor);
    const white = data.slice();
    solveLower(factor, 4, white);
    const fit = white.reduce((sum, z) => sum + z * z, 0);
    return Math.exp(included.length * LOG_ODDS - (logDeterminant(factor, 4) + fit) / 2);
  });
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}

describe('spike and slab visits each pattern as enumeration says', () => {
  const data = Float64Array.of(1.1, 0.7, 0.9, 1.6);
  const exact = exactPatterns(data);

  function patternsPValue(create: Create): number {
    const fit = new Fit('normal');
    fit.data = data;
    const kernel = create(fit, [0, 1, 2]);
    const statistics = new Float64Array(2);
    const shares = Array.from({ length: 200 }, (_, chain) => {
      const stream = new RandomStream('patterns', chain);
      const position = new Float64Array(3);
      const counts = new Array<number>(8).fill(0);
      for (let i = 0; i < 700; i++) {
        fit.start(position);
        kernel.update(stream, position, i, statistics, true);
        const pattern = position.reduce((sum, w, j) => sum + (w === 0 ? 0 : 2 ** j), 0);
        if (i >= 100) counts[pattern]!++;
      }
      return counts.map((count) => count / 600);
    });
    return smallestPValue(
      exact.map((share, pattern) => {
        const values = shares.map((row) => row[pattern]! - share);
        const mean = values.reduce((sum, v) => sum + v, 0) / values.length;
        const squares = values.reduce((sum, v) => sum + (v - mean) ** 2, 0);
        return normalPValue(mean / Math.sqrt(squares / (values.length - 1) / values.length));
      }),
    );
  }

  it('no pattern is negligible', () => {
    expect(Math.min(...exact)).toBeGreaterThan(0.005);
    expect(Math.max(...exact)).toBeLessThan(0.5);
  });

  it.each<[string, Create]>([
    ['any likelihood', anyLikelihood('normal')],
    ['closed form', conjugate('normal')],
  ])('%s', (name, create) => {
    expect(report(`patterns, ${name}`, patternsPValue(create))).toBeGreaterThan(FALSE_ALARM);
  });

  it('planted faults are caught', () => {
    expect(patternsPValue(anyLikelihood('normal', 'no-prior-odds'))).toBeLessThan(FALSE_ALARM);
    expect(patternsPValue(conjugate('laplace'))).toBeLessThan(FALSE_ALARM);
  });
});

describe('slab against a quadratic log likelihood', () => {
  const densities = {
    normal: (v: number, s: number) => Math.exp(-((v / s) ** 2) / 2) / (s * Math.sqrt(2 * Math.PI)),
    laplace: (v: number, s: number) => Math.exp(-Math.abs(v) / s) / (2 * s),
  } as const;

  it.each(['normal', 'laplace'] as const)('%s: Bayes factor by quadrature', (name) => {
    const density = densities[name];
    const slab = CENTRED_SLABS[name];
    for (const [linear, quadratic, scale] of [
      [0, 1, 1],
      [3, 2, 0.3],
      [-8, 4, 2],
      [0.5, 1e-3, 0.05],
      [0.7, 0, 0.5],
      [0, 0, 0.5],
    ] as const) {
      let sum = 0;
      const step = 1e-4;
      for (let v = -15 + step / 2; v < 15; v += step) {
        sum += step * density(v, scale) * Math.exp(linear * v - (quadratic * v * v) / 2);
      }
      expect(slab.logBayesFactor(linear, quadratic, scale, 0)).toBeCloseTo(Math.log(sum), 6);
    }
  });

  it('keeps its accuracy where the slab is so narrow that both halves are far tails', () => {
    // To second order in the scale: 1 + scale^2 (linear^2 - quadratic), E v^2 = 2 scale^2.
    const [linear, quadratic, scale] = [3, 50, 1e-5];
    const logBayesFactor = CENTRED_SLABS.laplace.logBayesFactor(linear, quadratic, scale, 0);
    expect(logBayesFactor).toBeCloseTo(scale * scale * (linear * linear - quadratic), 12);
  });
});
