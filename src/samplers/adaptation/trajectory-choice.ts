import type { TrajectoryRecord } from '../../base/draws.js';
import type { RandomStream } from '../../base/random/stream.js';
import type { TrajectoryLength, TrajectoryRule } from '../chosen-trajectory.js';
import type { LogDensity } from '../kernel.js';
import {
  copyState,
  createPhasePoint,
  leapfrog,
  type HamiltonianParameters,
  type HamiltonianState,
} from '../leapfrog.js';
import { drawJitter } from '../jitter.js';
import { drawMomentum } from '../momentum.js';
import { createJumps, type JumpTuning } from './jumps.js';
import { warmupSchedule } from './schedule.js';

/** Numbers of steps that are looked at: a single one is a random walk, and hardly ever much cheaper than two. */
const LENGTHS = [2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192];
/** How far trial trajectories go, and in which part of the trials: further ones only where the best so far are long. */
const STAGES = [
  { steps: 12, part: 0.6 },
  { steps: 48, part: 0.2 },
  { steps: 192, part: 0.2 },
] as const;
/** Trials at most. */
const MOST = 200;
/** Iterations before, in which the step size settles in the metric of the window before, and means are learnt. */
const SETTLING = 40;
/** Tree depth of NUTS in trials: beyond, it costs more than the longest of the others. */
const TRIAL_DEPTH = 8;
/** What a few dozen trials can tell from noise. */
const GAIN = 1.2;
/** However small steps get, at most so many times as many. */
const MOST_TIMES = 3;
/** Coordinates watched. */
const WATCHED = 32;

export interface ChoiceOptions {
  readonly warmup: number;
  readonly maxTreedepth: number;
  /** Cost of the rest of a sweep, in evaluations of this density. */
  readonly rest: number;
  readonly jitter: number;
}

interface Progress {
  readonly stage: number;
  /** Of the stage. */
  readonly trials: number;
  readonly settled: number;
  readonly nutsLeapfrogs: number;
  /** Steps times step size, where a number of steps has been chosen. */
  readonly time: number | null;
}

export interface ChoiceTuning extends Progress {
  readonly centre: readonly number[];
  readonly spread: readonly number[];
  readonly jumps: JumpTuning | null;
  readonly record: TrajectoryRecord | null;
}

/**
 * The length of trajectories, chosen in warm-up by effective draws for the cost, in evaluations and never by the clock,
 * and kept from then on. Each trial follows one trajectory and sees from it what every length would give: jumps are
 * weighed by the chance of acceptance, as in the criteria of Pasarica and Gelman (2010) and of Hoffman, Radul and
 * Sountsov (2021, ChEES). Judged are coordinates and the log density, and how far each is from its mean: a length that
 * resonates moves values far and distances not at all. NUTS is judged by its own moves from the same states. The step
 * size stands still meanwhile, since the one being tuned swings by more than what is to be told apart.
 */
export interface TrajectoryChoice extends TrajectoryRule {
  /** Before the move of an iteration, `state` staying as it is: whether that move is part of a trial. */
  before(
    stream: RandomStream,
    iteration: number,
    state: HamiltonianState,
    parameters: HamiltonianParameters,
  ): boolean;
  /** After it. */
  after(iteration: number, state: HamiltonianState, leapfrogs: number): void;
  /** What was chosen and why; undefined before. */
  record(): TrajectoryRecord | undefined;
  tuning(): ChoiceTuning;
  restore(tuning: ChoiceTuning): void;
}

/** Undefined where warm-up is too short to learn a metric first. */
export function createTrajectoryChoice(
  density: LogDensity,
  options: ChoiceOptions,
): TrajectoryChoice | undefined {
  const first = warmupSchedule(options.warmup).windowEnds.at(-2);
  return first === undefined ? undefined : new Choice(density, first, options);
}

class Choice implements TrajectoryChoice {
  private progress: Progress;
  /** Means, and squares about them, of watched coordinates and the log density before the trials. */
  private readonly centre: Float64Array;
  private readonly spread: Float64Array;
  private readonly watched: readonly number[];
  private readonly functions: Float64Array;
  private readonly point;
  private readonly begin: number;
  private readonly last: number;
  /** Trials there is time for. */
  private readonly most: number;
  private jumps;
  private chosen: TrajectoryRecord | undefined;
  private trying = false;
  private stepSize = 0;

  constructor(
    private readonly density: LogDensity,
    private readonly first: number,
    private readonly options: ChoiceOptions,
  ) {
    const { dimension } = density;
    const count = Math.min(dimension, WATCHED);
    this.watched = Array.from({ length: count }, (_, i) => Math.floor((i * dimension) / count));
    this.centre = new Float64Array(count + 1);
    this.spread = new Float64Array(count + 1);
    this.functions = new Float64Array(2 * count + 2);
    this.point = createPhasePoint(dimension);
    this.jumps = createJumps(this.functions.length, LENGTHS.length + 1);
    const time = Math.floor(options.warmup / 5);
    this.begin = first + Math.min(SETTLING, time >> 1);
    this.most = Math.min(first + time - this.begin, MOST);
    this.last = this.begin + this.most - 1;
    this.progress = { stage: 0, trials: 0, settled: 0, nutsLeapfrogs: 0, time: null };
  }

  /** A chosen length is kept as time, which other step sizes divide otherwise. */
  length(stepSize: number): TrajectoryLength {
    const { time } = this.progress;
    if (time === null || this.chosen === undefined) return 'nuts';
    const most = MOST_TIMES * this.chosen.steps;
    return Math.min(most, Math.max(1, Math.round(time / stepSize)));
  }

  get maxTreedepth(): number {
    const { maxTreedepth } = this.options;
    return this.trying ? Math.min(TRIAL_DEPTH, maxTreedepth) : maxTreedepth;
  }

  before(
    stream: RandomStream,
    iteration: number,
    state: HamiltonianState,
    parameters: HamiltonianParameters,
  ): boolean {
    this.trying = this.isTrying(iteration);
    if (!this.trying) return false;
    this.stepSize = parameters.stepSize;
    this.jumps.start(this.read(state));
    const stage = STAGES[this.progress.stage];
    if (stage !== undefined) this.follow(stream, state, parameters, stage.steps);
    return true;
  }

  after(iteration: number, state: HamiltonianState, leapfrogs: number): void {
    if (this.chosen !== undefined) return;
    if (iteration >= this.first && iteration < this.begin) this.settle(state);
    if (!this.trying) return;
    this.trying = false;
    this.jumps.end(NUTS, this.read(state));
    const nutsLeapfrogs = this.progress.nutsLeapfrogs + leapfrogs;
    this.progress = { ...this.progress, nutsLeapfrogs };
    this.advance(iteration);
  }

  record(): TrajectoryRecord | undefined {
    return this.chosen;
  }

  tuning(): ChoiceTuning {
    return {
      ...this.progress,
      centre: Array.from(this.centre),
      spread: Array.from(this.spread),
      jumps: this.chosen === undefined ? this.jumps.tuning() : null,
      record: this.chosen ?? null,
    };
  }

  restore({ centre, spread, jumps, record, ...progress }: ChoiceTuning): void {
    this.progress = progress;
    this.centre.set(centre);
    this.spread.set(spread);
    if (jumps !== null) this.jumps.restore(jumps);
    this.chosen = record ?? undefined;
  }

  private isTrying(iteration: number): boolean {
    return this.chosen === undefined && iteration >= this.begin && iteration <= this.last;
  }

  private settle(state: HamiltonianState): void {
    const settled = this.progress.settled + 1;
    this.progress = { ...this.progress, settled };
    const { centre, spread } = this;
    for (let k = 0; k < centre.length; k++) {
      const value = this.valueOf(state, k);
      const away = value - centre[k]!;
      centre[k] = centre[k]! + away / settled;
      spread[k] = spread[k]! + away * (value - centre[k]!);
    }
  }

  /** One trajectory, and what each of its points would be worth as its end. */
  private follow(
    stream: RandomStream,
    state: HamiltonianState,
    { stepSize, inverseMetric }: HamiltonianParameters,
    steps: number,
  ): void {
    copyState(state, this.point);
    const size = stepSize * drawJitter(stream, this.options.jitter);
    const before = drawMomentum(stream, this.point, inverseMetric);
    let energy = before;
    for (let step = 1; step <= steps; step++) {
      // A trajectory that leaves the support is rejected whatever its length from there on.
      if (energy < Infinity) energy = leapfrog(this.density, this.point, size, inverseMetric);
      const way = LENGTHS.indexOf(step);
      const chance = Math.min(1, Math.exp(before - energy));
      if (way >= 0) this.jumps.end(way, this.read(this.point), chance > 0 ? chance : 0);
    }
  }

  private valueOf({ position, logDensity }: HamiltonianState, k: number): number {
    const at = this.watched[k];
    return at === undefined ? logDensity : position[at]!;
  }

  /** Each value and how far it is out, on a scale that keeps a heavy tail from drowning the rest. */
  private read(state: HamiltonianState): Float64Array {
    const { centre, spread, functions } = this;
    const degrees = Math.max(1, this.progress.settled - 1);
    for (let k = 0; k < centre.length; k++) {
      const deviation = Math.sqrt(spread[k]! / degrees) || 1;
      const scaled = Math.asinh((this.valueOf(state, k) - centre[k]!) / deviation);
      functions[2 * k] = scaled;
      functions[2 * k + 1] = Math.abs(scaled);
    }
    return functions;
  }

  /** To the next trial, the next stage, or the end. */
  private advance(iteration: number): void {
    const trials = this.progress.trials + 1;
    this.progress = { ...this.progress, trials };
    const best = this.best();
    const stage = STAGES[this.progress.stage]!;
    if (trials < stage.part * this.most && iteration < this.last) return;
    const isShort = 2 * LENGTHS[best]! < stage.steps;
    const isOver = this.progress.stage + 1 === STAGES.length || iteration >= this.last;
    if (isShort || isOver) this.choose(best);
    else this.progress = { ...this.progress, trials: 0, stage: this.progress.stage + 1 };
  }

  private best(): number {
    const gains = LENGTHS.map((_, way) => this.gain(way));
    return gains.indexOf(Math.max(...gains));
  }

  /** Effective draws for the cost of a sweep, that of an evaluation being 1. */
  private gain(way: number): number {
    const tried = this.jumps.count(way);
    if (tried === 0) return 0;
    const cost = way === NUTS ? this.progress.nutsLeapfrogs / tried : LENGTHS[way]!;
    return this.jumps.draws(way) / (cost + this.options.rest);
  }

  private choose(best: number): void {
    const [nuts, hmc, steps] = [this.gain(NUTS), this.gain(best), LENGTHS[best]!];
    const isFixed = hmc > GAIN * nuts;
    this.progress = { ...this.progress, time: isFixed ? steps * this.stepSize : null };
    const length = isFixed ? steps : 'nuts';
    this.chosen = { length, nuts, hmc, steps, trials: this.jumps.tuning().starts };
  }
}

const NUTS = LENGTHS.length;
