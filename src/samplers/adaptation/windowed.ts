import type { Adaptation } from '../kernel.js';
import type { HamiltonianParameters } from '../leapfrog.js';
import type { AdaptiveMetric } from '../metric/metric.js';
import { warmupSchedule } from './schedule.js';
import type { StepSizeRule } from './step-size-rule.js';

export interface WindowedTuning {
  readonly stepSize: unknown;
  readonly finished: boolean;
  readonly metric: unknown;
}

export interface WindowedAdaptation extends Adaptation<WindowedTuning, HamiltonianParameters> {
  /** With the mean step size so far, which warm-up would end with; steps made with it teach no other. */
  readonly steady: HamiltonianParameters;
  /** Begins again about a step size. */
  restart(stepSize: number): void;
  /** The same, about the one so far, as if the change of the metric by the last window were one of units. */
  carryOn(): void;
}

/**
 * Stan's warm-up: the step size by a rule throughout, the metric by each window of the middle phase
 * (Stan reference manual, "HMC algorithm parameters").
 */
export function createWindowedAdaptation(
  metric: AdaptiveMetric,
  rule: StepSizeRule,
  warmup: number,
): WindowedAdaptation {
  const schedule = warmupSchedule(warmup);
  const { inverseMetric } = metric;
  const before = new Float64Array(inverseMetric.length);
  let finished = false;
  return {
    get parameters() {
      return { stepSize: finished ? rule.steady : rule.stepSize, inverseMetric };
    },
    get steady() {
      return { stepSize: rule.steady, inverseMetric };
    },
    learn(iteration, position, gradient, acceptStat) {
      if (acceptStat !== undefined) rule.learn(acceptStat);
      finished = iteration === warmup - 1;
      if (iteration < schedule.slowStart || iteration >= schedule.slowEnd) return false;
      metric.add(position, gradient);
      if (!schedule.windowEnds.includes(iteration + 1)) return false;
      before.set(inverseMetric);
      metric.close();
      return true;
    },
    restart: (stepSize) => {
      rule.restart(stepSize);
    },
    carryOn() {
      const grown = inverseMetric.reduce((sum, m, i) => sum + Math.log(m / before[i]!), 0);
      rule.restart(rule.steady * Math.exp(-grown / 2 / inverseMetric.length));
    },
    tuning: () => ({ stepSize: rule.tuning(), finished, metric: metric.tuning() }),
    restore(tuning) {
      metric.restore(tuning.metric);
      rule.restore(tuning.stepSize);
      finished = tuning.finished;
    },
  };
}
