import type { RandomStream } from '../base/random/stream.js';

/** Log density on unconstrained space. `evaluate` writes the gradient; a non-finite value is a rejection. */
export interface LogDensity {
  readonly dimension: number;
  evaluate(position: Float64Array, gradient: Float64Array): number;
}

/**
 * An MCMC kernel: same stream, state and parameters give the same step to the bit. Tuned
 * parameters are arguments; `init` is called again whenever another block has moved.
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

/** Warm-up tuning apart from the kernel. `Tuning` is plain JSON, so a checkpoint can carry it. */
export interface Adaptation<Tuning, Parameters, State, Info> {
  init(dimension: number): Tuning;
  /** Iterations count from 0 to warmup - 1. */
  update(tuning: Tuning, iteration: number, state: State, info: Info): Tuning;
  /** What the kernel uses now; after the last warm-up iteration, what it keeps. */
  parameters(tuning: Tuning, finished: boolean): Parameters;
}
