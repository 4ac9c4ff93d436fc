import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../src/base/random/stream.js';
import { createAdaptiveNuts } from '../../src/samplers/adaptation/driver.js';
import type { Circumstances } from '../../src/samplers/adaptation/step-law.js';
import { startDualAveraging } from '../../src/samplers/adaptation/dual-averaging.js';
import type { WindowedTuning } from '../../src/samplers/adaptation/windowed.js';
import {
  createChosenTrajectory,
  type TrajectoryLength,
} from '../../src/samplers/chosen-trajectory.js';
import { createDiscrete } from '../../src/samplers/discrete.js';
import { createGibbs } from '../../src/samplers/gibbs.js';
import type { LogDensity } from '../../src/samplers/kernel.js';
import { createNuts } from '../../src/samplers/nuts.js';
import { sliceDraw } from '../../src/samplers/slice.js';
import { createSplitHmc } from '../../src/samplers/split-hmc.js';
import { createStaticHmc } from '../../src/samplers/static-hmc.js';
import { FALSE_ALARM } from './budget.js';
import { hmcStep, type HmcFault } from './faulty-hmc.js';
import { rankTestPValue, type RankTest, type Sweep } from './joint-test.js';
import { inTurn, ownReverse, report, reversible, type Step } from './sweeps.js';
import {
  CATEGORY_WEIGHTS,
  categoryModel,
  normalModel,
  normalPosterior,
  scaleConditional,
  scaleModel,
  type DensityFault,
} from './models.js';

type NormalSweep = Sweep<Float64Array>;

const parameters = { stepSize: 0.7, inverseMetric: Float64Array.of(0.6, 0.4) };
const usual: RankTest = { seed: 'joint', replicates: 50_000, length: 5 };

function judge(sweep: NormalSweep, thin = 1, model = normalModel): number {
  return rankTestPValue(model, sweep, { ...usual, thin });
}

function nuts(fault: DensityFault = 'none', maxTreedepth = 6): NormalSweep {
  const density = normalPosterior(fault);
  return reversible(density, createNuts(density, { maxTreedepth }), parameters);
}

function staticHmc(fault: DensityFault = 'none'): NormalSweep {
  const density = normalPosterior(fault);
  const kernel = createStaticHmc(density, { steps: 4, jitter: 0.2 });
  return reversible(density, kernel, parameters);
}

/** Three in a row, of which a good part are given up; as a fault, without a look at the way back. */
function impatientHmc(warming = false): NormalSweep {
  const density = normalPosterior();
  const options = { steps: 4, jitter: 0.5, trajectories: 3, hopeless: 0.1 };
  const tuned = { ...parameters, stepSize: 1, warming };
  return reversible(density, createStaticHmc(density, options), tuned);
}

/** Follows slopes, and passes values, that are off by far more than single precision. */
function roughHmc(judgedBy: 'exact' | 'rough'): NormalSweep {
  const density = normalPosterior();
  const rough: LogDensity = {
    dimension: density.dimension,
    evaluate(position, gradient) {
      const value = density.evaluate(position, gradient);
      for (let i = 0; i < gradient.length; i++) gradient[i] = Math.round(4 * gradient[i]!) / 5;
      return Math.round(2 * value) / 2 + 0.3 * position[0]!;
    },
  };
  const exact = (position: Float64Array) => density.evaluate(position, new Float64Array(2));
  const followed = judgedBy === 'exact' ? { ...rough, exact } : rough;
  const kernel = createStaticHmc(followed, { steps: 4, jitter: 0.2 });
  return ownReverse(
    (data) => void (density.data = data),
    (stream, unknowns) => {
      unknowns.set(kernel.step(stream, kernel.init(unknowns), parameters).state.position);
    },
  );
}

/** As warm-up has chosen; as a fault, with the choice still following the chain. */
function chosen(length: TrajectoryLength | 'by state'): NormalSweep {
  const density = normalPosterior();
  let place = 0;
  const byState = () => (place > 0 ? 1 : 6);
  const rule = { maxTreedepth: 6, length: length === 'by state' ? byState : () => length };
  const kernel = createChosenTrajectory(density, rule, 0.2);
  const sweep = reversible(density, kernel, parameters);
  const step: Step = (stream, unknowns) => {
    place = unknowns[0]!;
    sweep.forward(stream, unknowns);
  };
  return { ...sweep, forward: step, backward: step };
}

/** The standard normal that it splits off is not the target. */
function splitHmc(fault: DensityFault = 'none'): NormalSweep {
  const density = normalPosterior(fault);
  const kernel = createSplitHmc(density, { jitter: 0.2 });
  return reversible(density, kernel, { stepSize: 0.8, inverseMetric: Float64Array.of(1, 1) });
}

function slice(fault: DensityFault = 'none'): NormalSweep {
  const density = normalPosterior(fault);
  const gradient = new Float64Array(2);
  const along = (i: number): Step => {
    return (stream, unknowns) => {
      const at = (value: number) => {
        unknowns[i] = value;
        return density.evaluate(unknowns, gradient);
      };
      // Few and narrow steps, so that the limit on stepping out takes part.
      unknowns[i] = sliceDraw(stream, at, unknowns[i]!, { width: 0.5, maxSteps: 4 }).value;
    };
  };
  return inTurn((data) => void (density.data = data), along(0), along(1));
}

/** theta drawn exactly, then log tau by NUTS given theta. */
function twoBlocks(
  fault: 'none' | 'stale-density' | 'wrong-conditional' | 'steps-follow-own',
  law?: 'follows',
): NormalSweep {
  let observed = new Float64Array(0);
  const theta = new Float64Array(8);
  const exact = (logTau: number) =>
    createGibbs(theta.length, (stream, out) => {
      const total = 1 + (fault === 'wrong-conditional' ? 0 : Math.exp(-2 * logTau));
      observed.forEach((y, j) => (out[j] = y / total + stream.normal() / Math.sqrt(total)));
    });
  let own = 0;
  const given: Circumstances = {
    count: 1,
    read(out) {
      const mean = theta.reduce((sum, value) => sum + Math.abs(value), 0) / theta.length;
      out[0] = fault === 'steps-follow-own' ? 2 * own : Math.log(mean);
    },
  };
  const block = tunedNuts(scaleConditional(theta), 0.4, law && given);
  const statistics = new Float64Array(block.statistics.length);
  return inTurn(
    (data) => void (observed = Float64Array.from(data)),
    (stream, unknowns) => {
      unknowns.set(exact(unknowns[0]!).step(stream, theta, undefined).state, 1);
    },
    (stream, unknowns) => {
      theta.set(unknowns.subarray(1));
      own = unknowns[0]!;
      block.update(stream, unknowns.subarray(0, 1), 1, statistics, fault !== 'stale-density');
    },
  );
}

function tunedNuts(density: LogDensity, stepSize: number, circumstances?: Circumstances) {
  const nutsBlock = createAdaptiveNuts(density, {
    ...{ warmup: 1, adaptDelta: 0.8, maxTreedepth: 6 },
    ...(circumstances && { circumstances }),
  });
  const start = nutsBlock.tuning() as { readonly adaptation: WindowedTuning };
  const adaptation = {
    ...start.adaptation,
    stepSize: startDualAveraging(stepSize),
    finished: true,
  };
  const law = { exponents: [0.8], seen: { count: 1, mean: [0], squares: [1] } };
  nutsBlock.restore({ ...start, adaptation, law });
  return nutsBlock;
}

/** Merges always take the newer subtree, whatever its weight; momenta stay right. */
class NewestFirst extends RandomStream {
  constructor(private readonly honest: RandomStream) {
    super('newest first');
  }
  override bits = () => this.honest.bits();
  override normal = () => this.honest.normal();
  override uniform = () => 1e-12;
}

function faultyHmc(fault: HmcFault): NormalSweep {
  const density = normalPosterior();
  const step = hmcStep(density, fault, fault === 'one-sided-kick' ? 0.6 : 0.4, 3);
  return ownReverse((data) => void (density.data = data), step);
}

function discrete(prior: readonly number[]): Sweep<number> {
  let observed = 0;
  const kernel = createDiscrete(3, (out) => {
    for (let k = 0; k < 3; k++) out[k] = Math.log(prior[k]!) - (observed - k) ** 2 / 2;
  });
  const step: Step = (stream, unknowns) => {
    unknowns.set(kernel.step(stream, unknowns, undefined).state);
  };
  return ownReverse((y) => void (observed = y), step);
}

describe('correct kernels leave the joint distribution as it is', () => {
  it.each<[string, () => NormalSweep]>([
    ['nuts', () => nuts()],
    ['nuts, stopped at depth 2', () => nuts('none', 2)],
    ['static hmc', () => staticHmc()],
    ['static hmc that gives up early', () => impatientHmc()],
    ['split hmc', () => splitHmc()],
    ['chosen: nuts', () => chosen('nuts')],
    ['chosen: 3 steps', () => chosen(3)],
    ['slice', () => slice()],
    ['the plain hmc that the faults are planted in', () => faultyHmc('none')],
    ['nuts with a wrong gradient', () => nuts('flipped-gradient')],
    ['split hmc with a wrong gradient', () => splitHmc('flipped-gradient')],
    ['static hmc that follows rough slopes between exact ends', () => roughHmc('exact')],
    ['static hmc with a wrong gradient', () => staticHmc('flipped-gradient')],
  ])('%s', (name, sweep) => {
    expect(report(name, judge(sweep()))).toBeGreaterThan(FALSE_ALARM);
    expect(report(`${name}, thinned`, judge(sweep(), 3))).toBeGreaterThan(FALSE_ALARM);
  });

  it('gibbs then nuts', () => {
    const p = judge(twoBlocks('none'), 2, scaleModel);
    expect(report('gibbs then nuts', p)).toBeGreaterThan(FALSE_ALARM);
  });

  it('gibbs then nuts in steps that follow what it is given', () => {
    const p = judge(twoBlocks('none', 'follows'), 2, scaleModel);
    expect(report('gibbs then nuts, steps that follow', p)).toBeGreaterThan(FALSE_ALARM);
  });

  it('discrete', () => {
    const p = rankTestPValue(categoryModel, discrete(CATEGORY_WEIGHTS), usual);
    expect(report('discrete', p)).toBeGreaterThan(FALSE_ALARM);
  });
});

describe('planted faults are caught', () => {
  const biasedNuts = () => {
    const density = normalPosterior();
    const kernel = createNuts(density, { maxTreedepth: 6 });
    return reversible(density, kernel, parameters, (stream) => new NewestFirst(stream));
  };
  it.each<[string, () => NormalSweep]>([
    ['nuts without the Jacobian', () => nuts('missing-jacobian')],
    ['split hmc without the Jacobian', () => splitHmc('missing-jacobian')],
    ['static hmc without the Jacobian', () => staticHmc('missing-jacobian')],
    ['static hmc judged by rough values', () => roughHmc('rough')],
    ['static hmc that gives up by its start alone', () => impatientHmc(true)],
    ['trajectories whose length still follows the chain', () => chosen('by state')],
    ['slice without the Jacobian', () => slice('missing-jacobian')],
    ['nuts that takes the newer subtree whatever its weight', biasedNuts],
    ['hmc that accepts by the wrong sign', () => faultyHmc('accept-sign')],
    ['hmc that always accepts', () => faultyHmc('always-accept')],
    ['hmc with one-sided kicks', () => faultyHmc('one-sided-kick')],
    ['hmc with momenta of another scale than its energy', () => faultyHmc('momentum-scale')],
  ])('%s', (name, sweep) => {
    expect(report(name, judge(sweep(), 3))).toBeLessThan(FALSE_ALARM);
  });

  it.each(['stale-density', 'wrong-conditional'] as const)('a sweep with a %s', (fault) => {
    const p = judge(twoBlocks(fault), 2, scaleModel);
    expect(report(`two blocks, ${fault}`, p)).toBeLessThan(FALSE_ALARM);
  });

  it('steps that follow what they move', () => {
    const p = judge(twoBlocks('steps-follow-own', 'follows'), 2, scaleModel);
    expect(report('two blocks, steps that follow what they move', p)).toBeLessThan(FALSE_ALARM);
  });

  it('discrete draw that ignores the prior', () => {
    const p = rankTestPValue(categoryModel, discrete([1, 1, 1]), usual);
    expect(report('discrete without prior', p)).toBeLessThan(FALSE_ALARM);
  });
});
