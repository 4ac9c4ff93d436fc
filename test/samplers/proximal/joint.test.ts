import { describe, expect, it } from 'vitest';
import { createNuts } from '../../../src/samplers/nuts.js';
import { laplacePenalty } from '../../../src/samplers/proximal/penalty.js';
import { createProximalDensity } from '../../../src/samplers/proximal/proximal-density.js';
import { createStaticHmc } from '../../../src/samplers/static-hmc.js';
import { FALSE_ALARM } from '../budget.js';
import { hmcStep, type HmcFault } from '../faulty-hmc.js';
import { rankTestPValue, type Sweep } from '../joint-test.js';
import { ownReverse, report, reversible } from '../sweeps.js';
import { lassoLikelihood, lassoModel } from './lasso-model.js';

type LassoSweep = Sweep<Float64Array>;
const parameters = { stepSize: 0.6, inverseMetric: Float64Array.of(0.5, 0.7, 0.6) };

function judge(sweep: LassoSweep): number {
  const test = { seed: 'proximal', replicates: 40_000, length: 5, thin: 2 };
  return rankTestPValue(lassoModel, sweep, test);
}

/** A proximal density that hands the data on to its smooth part. */
function lassoPosterior(smoothing: number, rate = 1) {
  const smooth = lassoLikelihood();
  const penalty = laplacePenalty(new Float64Array(3).fill(rate));
  const density = createProximalDensity(3, penalty, { smooth, smoothing });
  return Object.defineProperty({ ...density, data: smooth.data }, 'data', {
    set: (data: Float64Array) => void (smooth.data = data),
  });
}

function faulty(fault: HmcFault): LassoSweep {
  const density = lassoPosterior(1);
  const step = hmcStep(density, fault, 0.6, 3);
  return ownReverse((data) => void (density.data = data), step);
}

function nuts(smoothing: number, rate = 1): LassoSweep {
  const density = lassoPosterior(smoothing, rate);
  return reversible(density, createNuts(density, { maxTreedepth: 5 }), parameters);
}

function staticHmc(smoothing: number): LassoSweep {
  const density = lassoPosterior(smoothing);
  return reversible(density, createStaticHmc(density, { steps: 4, jitter: 0.2 }), parameters);
}

describe('a lasso posterior by proximal trajectories', () => {
  it.each<[string, () => LassoSweep]>([
    ['nuts, smoothing 1', () => nuts(1)],
    ['nuts, smoothing 0.05', () => nuts(0.05)],
    ['static hmc, smoothing 1', () => staticHmc(1)],
    ['static hmc, smoothing 20', () => staticHmc(20)],
    ['the plain hmc that the faults are planted in', () => faulty('none')],
  ])('%s', (name, sweep) => {
    expect(report(name, judge(sweep()))).toBeGreaterThan(FALSE_ALARM);
  });

  it.each(['accept-falls', 'one-sided-kick', 'stale-kick', 'accept-sign'] as const)(
    'the planted fault %s is caught',
    (fault) => {
      expect(report(fault, judge(faulty(fault)))).toBeLessThan(FALSE_ALARM);
    },
  );

  it('a penalty of another rate is caught', () => {
    expect(report('wrong rate', judge(nuts(1, 1.2)))).toBeLessThan(FALSE_ALARM);
  });
});
