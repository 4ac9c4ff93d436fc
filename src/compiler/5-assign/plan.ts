import type { GaussianSystem } from '../../expression/index.js';
import type { MetricName } from '../../samplers/metric/metric.js';
import type { Factor } from '../3-factorize/graph.js';
import type { Componentwise } from '../4-condition/componentwise.js';
import type { Conditional, Refusal } from '../4-condition/conditional.js';
import type { GaussianBlock } from '../4-condition/gaussian.js';
import type { UnitAxis, Units } from '../4-condition/units.js';

/** One block of unknowns moved together. An unknown may be moved by several blocks of a sweep. */
export interface PlannedBlock {
  readonly name: string;
  readonly conditionals: readonly Conditional[];
  readonly sampler: string;
  /** The full conditional in closed form, where there is one, else what it is made of. */
  readonly conditional: string;
  readonly because: string;
  readonly refusals: readonly Refusal[];
  /** The normal that all unknowns of the block are drawn from together. */
  readonly normal?: GaussianBlock;
  /** What is integrated out of the density that the block moves on: their values are not read. */
  readonly integrated?: readonly GaussianBlock[];
  /**
   * Unknowns that keep their standardised values while what they are scaled by moves; they move
   * with the block themselves where it names them.
   */
  readonly standardised?: readonly Conditional[];
  /** Unknowns whose product with the one that the block moves is held. */
  readonly opposed?: readonly Conditional[];
  /** Auxiliaries integrated out of the density that the block moves on: that of the text. */
  readonly auxiliaries?: readonly Conditional[];
  /** Those of the block whose penalties enter by their proximal operators. */
  readonly proximal?: readonly Conditional[];
  /** Leapfrog steps of each trajectory, for `hmc` and `prox_hmc`. */
  readonly steps?: number;
  /** Of a fixed length, in a row; 1 where not given. */
  readonly trajectories?: number;
  /** Units of these are alike: a diagonal metric is the same for all. */
  readonly alike?: readonly UnitAxis[];
  /** Of trajectories; diagonal where none was asked for. */
  readonly metric?: MetricName;
  /** The weights that the block moves one element after the other. */
  readonly componentwise?: Componentwise;
  /** The normal prior of the block's unknowns, for `elliptical`. */
  readonly ellipse?: Ellipse;
  /** For `elliptical`, one unit after the other. */
  readonly units?: UnitRounds;
}

/** Rounds of moves of one unit after the other. */
export interface UnitRounds {
  readonly units: Units;
  readonly rounds: number;
  /** Drawn exactly between two rounds. */
  readonly between: readonly Conditional[];
}

/** A normal that the unknowns of a block have together by some of their factors. */
export interface Ellipse {
  readonly factors: readonly Factor[];
  readonly system: GaussianSystem;
}

/** The sampler of trajectories whose length warm-up chooses: until they turn, or fixed. */
export const CHOSEN = 'nuts or hmc';

/** Blocks in the order of one sweep. */
export interface SamplingPlan {
  readonly blocks: readonly PlannedBlock[];
}
