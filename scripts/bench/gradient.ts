import { contestantName, type Contestant } from './backends.js';
import { inFreshProcess } from './fresh-process.js';
import { buildYardstick, type Yardstick } from './native.js';
import { Stopwatch, summarised, type Measured } from './timing.js';
import {
  GRADIENT_WORKLOADS,
  graphOf,
  testPoint,
  type GradientWorkload,
  type Printed,
} from './workloads.js';

const ROUNDS = 5;
/** Of a round. */
const BATCHES = 8;

/** One backend on one workload, beside the yardstick of the same precision. */
export interface GradientRow {
  readonly workload: string;
  readonly backend: string;
  /** CPU microseconds a log density with its gradient. */
  readonly ours: Measured;
  /** The yardstick's microseconds, or why there is none. */
  readonly native: Measured | string;
  /** Of the least times. */
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
  return GRADIENT_WORKLOADS.flatMap(({ name }) =>
    all.map(({ backend, precision }) => {
      const words = [name, folder, String(seconds), backend.name, precision];
      return inFreshProcess<GradientRow>('measure-gradient', words);
    }),
  );
}

export function gradientRow(
  workload: GradientWorkload,
  contestant: Contestant,
  folder: string,
  seconds: number,
): GradientRow {
  const yardstick = buildYardstick(workload, contestant.precision, folder);
  const graph = graphOf(workload, folder);
  const { density, position, printed } = testPoint(workload, graph, contestant.backend);
  const gradient = new Float64Array(density.dimension);
  const ours = printed();
  const share = seconds / ROUNDS;
  const watch = new Stopwatch(() => density.evaluate(position, gradient), share / BATCHES);
  const row = { workload: workload.name, backend: contestantName(contestant) };
  if (typeof yardstick !== 'string') {
    return { ...row, ...interleaved(watch, yardstick, ours, share) };
  }
  return { ...row, ours: summarised(watch.measure(seconds)), native: yardstick };
}

/** The two in turn, so that a machine that slows down slows both. */
function interleaved(watch: Stopwatch, yardstick: Yardstick, ours: Printed, seconds: number) {
  const rounds = Array.from({ length: ROUNDS }, () => {
    const { microseconds, ...theirs } = yardstick.run(seconds);
    return { ours: watch.measure(seconds), native: microseconds, theirs };
  });
  const times = {
    ours: summarised(rounds.flatMap((round) => round.ours)),
    native: summarised(rounds.flatMap((round) => round.native)),
  };
  const ratio = times.ours.least / times.native.least;
  return { ...times, ratio, difference: differenceOf(ours, rounds[0]!.theirs) };
}

function differenceOf(ours: Printed, theirs: Printed): number {
  const keys = ['logDensity', 'norm', 'product'] as const;
  return Math.max(...keys.map((key) => Math.abs(ours[key] / theirs[key] - 1)));
}
