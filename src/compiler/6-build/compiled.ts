import type { SharedData } from '../../backend/backend.js';
import type { BackendSettings } from '../../backend/settings.js';
import type { MoveRecord, Quantity } from '../../base/draws.js';
import type { RandomStream } from '../../base/random/stream.js';
import type { FactorGraph } from '../3-factorize/graph.js';
import type { SamplingPlan } from '../5-assign/plan.js';

export interface SamplerOptions {
  readonly warmup: number;
  readonly adaptDelta: number;
  readonly maxTreedepth: number;
  /** What stays as the plan has it, where warm-up would choose: to measure what choosing gains. */
  readonly held?: readonly WarmUpChoice[];
}

/** What warm-up chooses by measurement: how many moves a block makes a sweep, and how long its trajectories are. */
export type WarmUpChoice = 'moves' | 'trajectories';

/** One block of one chain. Its tuning is plain JSON. */
export interface ChainBlock {
  readonly name: string;
  readonly sampler: string;
  /** Unconstrained dimensions moved. */
  readonly dimension: number;
  /** Names of the statistics `update` writes: for nuts accept_stat, stepsize, treedepth, n_leapfrog, divergent, energy. */
  readonly statistics: readonly string[];
  /**
   * Moves the chain's values, tuning itself while `iteration < warmup`. Iterations count from 0.
   * `stream` is keyed by chain, iteration and block.
   */
  update(stream: RandomStream, iteration: number, statistics: Float64Array): void;
  /** How it has moved since warm-up; absent where a move cannot fail. */
  record?(): MoveRecord;
  tuning(): unknown;
  restore(tuning: unknown): void;
}

/** A chain's own executables and values; nothing is shared but read-only data. */
export interface Chain {
  /** Constrained values of all unknowns, one after the other: the whole state between sweeps. */
  readonly values: Float64Array;
  readonly blocks: readonly ChainBlock[];
  /** Draws a start with a finite log density and gradient, or throws a DiagnosticError naming the factor that has none. */
  initialise(stream: RandomStream): void;
  /** Writes one draw: `width` values in the layout of `quantities`. `stream` is for what is drawn in `generated`. */
  record(draw: Float64Array, stream: RandomStream): void;
  /** Log density of the joint on constrained space, for tests and reports. */
  logDensity(): number;
}

/** What the engine runs: no network, no distribution, only blocks and a draw layout. */
export interface CompiledModel {
  readonly graph: FactorGraph;
  readonly plan: SamplingPlan;
  readonly quantities: readonly Quantity[];
  readonly width: number;
  createChain(options: SamplerOptions): Chain;
  /** What the backend has decided, to be kept with the run. */
  decided?(): Partial<BackendSettings>;
  /** The data of all chains made so far, for other threads that compile the same model. */
  share?(): SharedData;
}
