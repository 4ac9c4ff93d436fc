import type { MoveRecord } from '../base/draws.js';
import type { RandomStream } from '../base/random/stream.js';

/** Log density on unconstrained space. `evaluate` writes the gradient; a non-finite value is a rejection. */
export interface LogDensity {
  readonly dimension: number;
  evaluate(position: Float64Array, gradient: Float64Array): number;
  /**
   * The log density where `evaluate` was last called, for a density whose value and gradient there are approximate. A
   * trajectory may follow any slope that depends on the position alone (Neal 2011, section 5.5); what it starts and ends with must be this.
   */
  exact?(position: Float64Array): number;
  /**
   * True where the gradient goes on outside the support and leads back: a trajectory may then pass
   * through points of density 0, though it never ends on one.
   */
  readonly crossable?: boolean;
  /**
   * For a density whose "gradient" is a drift with parameters of its own: takes them up before a
   * trajectory, and says whether the drift has changed.
   */
  attune?(stepSize: number, inverseMetric: Float64Array): boolean;
}

/**
 * An MCMC kernel: same stream, state and parameters give the same step to the bit. Tuned
 * parameters are arguments; `init` is called again whenever another block has moved.
 *
 * Ownership: `init` returns a state of the caller's. `step` leaves the given state as it was and
 * returns a state of the kernel's, which the next `step` may overwrite; it may be handed straight
 * back to that step, but whoever keeps it longer copies it.
 */
export interface Kernel<State, Parameters, Info> {
  readonly name: string;
  init(position: Float64Array): State;
  step(
    stream: RandomStream,
    state: State,
    parameters: Parameters,
  ): { readonly state: State; readonly info: Info };
}

/** Warm-up tuning apart from the kernel. `Tuning` is plain JSON and restores the same bits. */
export interface Adaptation<Tuning, Parameters> {
  /** What the kernel uses now; after the last warm-up iteration, what it keeps. */
  readonly parameters: Parameters;
  /**
   * Learns from one warm-up iteration, counted from 0 to warmup - 1. True where the parameters
   * changed so much that the step size has to be found again. No statistic comes from a step of another size.
   */
  learn(
    iteration: number,
    position: Float64Array,
    gradient: Float64Array,
    acceptStat: number | undefined,
  ): boolean;
  tuning(): Tuning;
  restore(tuning: Tuning): void;
}

/** A kernel joined with its warm-up: what one block of a sweep runs. */
export interface AdaptiveKernel {
  /** Names of the values that `update` writes. */
  readonly statistics: readonly string[];
  /**
   * One step from `position`, written back there; tunes itself while `iteration < warmup`.
   * `fresh` says that other blocks moved, so nothing remembered about the density holds.
   */
  update(
    stream: RandomStream,
    position: Float64Array,
    iteration: number,
    statistics: Float64Array,
    fresh: boolean,
  ): void;
  /** How it has moved since warm-up; only from kernels that can fail to. */
  record?(): MoveRecord;
  /** Plain JSON. Restored before iteration i, it gives the same bits as a run never interrupted. */
  tuning(): unknown;
  restore(tuning: unknown): void;
}
