import type { Conditional, Refusal } from '../4-condition/conditional.js';

/** One block of unknowns moved together. */
export interface PlannedBlock {
  readonly name: string;
  readonly conditionals: readonly Conditional[];
  readonly sampler: string;
  /** The full conditional in closed form, where there is one, else what it is made of. */
  readonly conditional: string;
  readonly because: string;
  readonly refusals: readonly Refusal[];
}

/** Blocks in the order of one sweep. */
export interface SamplingPlan {
  readonly blocks: readonly PlannedBlock[];
}
