import type { RandomStream } from '../../base/random/stream.js';
import {
  COUNTS,
  createMoveTrial,
  type MoveTrial,
  type TrialTuning,
} from '../../samplers/adaptation/move-count.js';
import type { ChainBlock, SamplerOptions } from './compiled.js';

/** A block with what is counted of it. */
export interface CountedBlock {
  readonly block: ChainBlock;
  /** Operations of one evaluation. */
  readonly work: number;
  /** The values that it moves, and whether they are positive; none where its draw is exact. */
  readonly moved: readonly { readonly values: Float64Array; readonly isPositive: boolean }[];
}

interface RepeatedTuning {
  readonly inner: unknown;
  readonly cost: number;
  readonly counted: number;
  readonly times: number;
  readonly trial: TrialTuning | null;
}

/** Coordinates that a trial watches. */
const WATCHED = 64;
/** A move is worth repeating where the rest of a sweep costs this many times as much. */
const REST_TO_MOVE = 2;
const FEWEST_TRIALS = 20;

/** Iterations of warm-up in which costs are counted, and then repeated moves tried. */
interface Windows {
  readonly counting: number;
  readonly trying: number;
  readonly end: number;
}

/**
 * Moves that are cheap beside the rest of a sweep, several times in a row where that gives more effective draws for
 * the cost. Tried in warm-up, when trajectories are tuned, and kept from then on: the number is part of the tuning.
 */
export function repeated(
  blocks: readonly CountedBlock[],
  { warmup, held = [] }: Pick<SamplerOptions, 'warmup' | 'held'>,
): ChainBlock[] {
  const windows = held.includes('moves') ? undefined : windowsOf(warmup);
  if (windows === undefined || blocks.length < 2) return blocks.map(({ block }) => block);
  const all: Repeated[] = [];
  for (const block of blocks) all.push(new Repeated(block, windows, warmup, all));
  return all.map((block) => block.asBlock());
}

function windowsOf(warmup: number): Windows | undefined {
  const [counting, trying, end] = [0.7, 0.75, 0.85].map((part) => Math.floor(part * warmup));
  return end! - trying! < FEWEST_TRIALS
    ? undefined
    : { counting: counting!, trying: trying!, end: end! };
}

class Repeated {
  private cost = 0;
  private counted = 0;
  private times = 1;
  private trial: MoveTrial | undefined;
  private readonly watched: Float64Array;
  private readonly stride: number;
  /** Position of the number of evaluations in the statistics. */
  private readonly evaluations: number;

  constructor(
    private readonly own: CountedBlock,
    private readonly windows: Windows,
    private readonly warmup: number,
    private readonly all: readonly Repeated[],
  ) {
    const { statistics } = own.block;
    this.evaluations = statistics.findIndex((name) => EVALUATIONS.has(name));
    const size = own.moved.reduce((sum, { values }) => sum + values.length, 0);
    this.stride = Math.max(1, Math.ceil(size / WATCHED));
    this.watched = new Float64Array(this.fill(undefined));
  }

  asBlock(): ChainBlock {
    const { block } = this.own;
    return {
      ...block,
      update: (stream, iteration, statistics) => {
        this.update(stream, iteration, statistics);
      },
      tuning: (): RepeatedTuning => ({
        inner: block.tuning(),
        ...{ cost: this.cost, counted: this.counted, times: this.times },
        trial: this.trial?.tuning() ?? null,
      }),
      restore: (tuning) => {
        const saved = tuning as RepeatedTuning;
        block.restore(saved.inner);
        this.cost = saved.cost;
        this.counted = saved.counted;
        this.times = saved.times;
        this.trial = saved.trial === null ? undefined : this.newTrial(saved.trial);
      },
    };
  }

  private update(stream: RandomStream, iteration: number, statistics: Float64Array): void {
    const { counting, trying, end } = this.windows;
    if (iteration === trying && this.isWorthTrying()) this.trial = this.newTrial();
    if (this.trial !== undefined && iteration < end) {
      this.tryOut(stream, iteration, statistics, this.trial);
      return;
    }
    if (this.trial !== undefined) {
      this.times = this.trial.choose({ move: this.costOfMove(), rest: this.costOfRest() });
      this.trial = undefined;
    }
    this.moves(stream, iteration, statistics, this.times);
    if (iteration >= counting && iteration < trying) {
      const evaluations = this.evaluations < 0 ? 1 : statistics[this.evaluations]!;
      this.cost += evaluations * this.own.work;
      this.counted++;
    }
  }

  private tryOut(
    stream: RandomStream,
    iteration: number,
    statistics: Float64Array,
    trial: MoveTrial,
  ): void {
    this.fill(this.watched);
    trial.start(this.watched);
    let done = 0;
    for (const count of COUNTS) {
      this.moves(stream, iteration, statistics, count - done, done);
      done = count;
      this.fill(this.watched);
      trial.after(count, this.watched);
    }
  }

  /** Only the first move of an iteration tunes the kernel, as its schedule counts iterations. */
  private moves(
    stream: RandomStream,
    iteration: number,
    statistics: Float64Array,
    times: number,
    before = 0,
  ): void {
    const { block } = this.own;
    const earlier = before + times > 1 ? statistics.slice() : statistics;
    for (let i = before; i < before + times; i++) {
      const isFirst = i === 0;
      block.update(stream, isFirst ? iteration : Math.max(iteration, this.warmup), statistics);
      if (!isFirst) combine(block.statistics, earlier, statistics);
      if (i + 1 < before + times) earlier.set(statistics);
    }
  }

  private isWorthTrying(): boolean {
    const isMove = this.own.moved.length > 0;
    return isMove && REST_TO_MOVE * this.costOfMove() <= this.costOfRest();
  }

  private costOfMove(): number {
    return this.cost / Math.max(1, this.counted);
  }

  private costOfRest(): number {
    return this.all.reduce((sum, other) => sum + (other === this ? 0 : other.costOfMove()), 0);
  }

  private newTrial(saved?: TrialTuning): MoveTrial {
    const trial = createMoveTrial(this.watched.length);
    if (saved !== undefined) trial.restore(saved);
    return trial;
  }

  /** Some of the block's values, positive ones by their logarithms; their number. */
  private fill(out: Float64Array | undefined): number {
    let at = 0;
    let i = 0;
    for (const { values, isPositive } of this.own.moved) {
      for (const value of values) {
        if (i++ % this.stride !== 0) continue;
        if (out !== undefined) out[at] = isPositive ? Math.log(value) : value;
        at++;
      }
    }
    return at;
  }
}

const EVALUATIONS: ReadonlySet<string> = new Set(['n_leapfrog', 'evaluations']);
const SUMMED: ReadonlySet<string> = new Set([...EVALUATIONS, 'flips']);

/** Of moves in a row, a sweep tells the sum of what was done and whether any diverged. */
function combine(names: readonly string[], earlier: Float64Array, now: Float64Array): void {
  names.forEach((name, i) => {
    if (SUMMED.has(name)) now[i] = now[i]! + earlier[i]!;
    else if (name === 'divergent') now[i] = Math.max(now[i]!, earlier[i]!);
  });
}
