import { contestantName, type Contestant } from './backends.js';
import { buildYardstick, type Yardstick } from './native.js';
import { Stopwatch, summarised, type Measured } from './timing.js';
import { GRADIENT_WORKLOADS, graphOf, testPoint, type Printed } from './workloads.js';

const ROUNDS = 5;

/** One backend on one workload, beside the yardstick of the same precision. */
export interface GradientRow {
  readonly workload: string;
  readonly backend: string;
  /** Microseconds a log density with its gradient. */
  readonly ours: Measured;
  /** The yardstick's microseconds, or why there is none. */
  readonly native: Measured | string;
  readonly ratio?: number;
  /** Greatest relative difference from what the yardstick prints at the test point. */
  readonly difference?: number;
}

/** Every workload with every contestant; `seconds` is what each of the two measured is given. */
export function gradientTable(
  all: readonly Contestant[],
  folder: string,
  seconds: number,
): GradientRow[] {
  return GRADIENT_WORKLOADS.flatMap((workload) => {
    const graph = graphOf(workload, folder);
    return all.map((contestant): GradientRow => {
      const yardstick = buildYardstick(workload, contestant.precision, folder);
      const { density, position, printed } = testPoint(workload, graph, contestant.backend);
      const gradient = new Float64Array(density.dimension);
      const ours = printed();
      const watch = new Stopwatch(() => density.evaluate(position, gradient), seconds / ROUNDS);
      const row = { workload: workload.name, backend: contestantName(contestant) };
      if (typeof yardstick === 'string') {
        const figures = Array.from({ length: ROUNDS }, () => watch.measure());
        return { ...row, ours: summarised(figures), native: yardstick };
      }
      return { ...row, ...interleaved(watch, yardstick, ours, seconds / ROUNDS) };
    });
  });
}

/** The two in turn, so that a loaded machine slows both; the ratio is the median of the rounds' ratios. */
function interleaved(watch: Stopwatch, yardstick: Yardstick, ours: Printed, seconds: number) {
  const rounds = Array.from({ length: ROUNDS }, () => {
    const { microseconds, ...theirs } = yardstick.run(seconds);
    return { ours: watch.measure(), native: summarised(microseconds).median, theirs };
  });
  return {
    ours: summarised(rounds.map((round) => round.ours)),
    native: summarised(rounds.map((round) => round.native)),
    ratio: summarised(rounds.map((round) => round.ours / round.native)).median,
    difference: differenceOf(ours, rounds[0]!.theirs),
  };
}

function differenceOf(ours: Printed, theirs: Printed): number {
  const keys = ['logDensity', 'norm', 'product'] as const;
  return Math.max(...keys.map((key) => Math.abs(ours[key] / theirs[key] - 1)));
}
