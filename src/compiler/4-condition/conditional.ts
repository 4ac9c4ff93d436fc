import { sizeOf, type Node } from '../../expression/index.js';
import type { DistributionPenalty } from '../../library/distribution.js';
import type { ExponentialFamily } from '../../library/family.js';
import type { Factor, Variable } from '../3-factorize/graph.js';
import type { Componentwise } from './componentwise.js';
import type { GaussianBlock } from './gaussian.js';
import type { SpikeSlab } from './spike-slab.js';

/** A refused form and the factor or term that breaks it. */
export interface Refusal {
  readonly form: string;
  readonly because: string;
}

/** Closed intervals whose ends are known numbers: one, or one for each element. */
export interface Box {
  readonly lower: Node;
  readonly upper: Node;
}

export type Form =
  | {
      readonly kind: 'exponential';
      readonly family: ExponentialFamily;
      /** Natural parameters in the family's order, each of the variable's shape, free of the variable. */
      readonly natural: readonly Node[];
    }
  | { readonly kind: 'smooth' }
  | {
      /** Smooth but for a part of the prior that is known to the proximal operator. */
      readonly kind: 'smooth plus proximable';
      readonly prior: Factor;
      readonly penalty: DistributionPenalty;
      /** What the unknown is kept in, where it moves in its own coordinates up to the ends of its support. */
      readonly box?: Box;
    }
  | {
      readonly kind: 'discrete';
      /** The smallest value, and how many consecutive ones each element may take. */
      readonly first: number;
      readonly counts: readonly number[];
      /**
       * Log density of each element, of the variable's shape, where no term joins two elements of
       * the variable; else they are drawn one after the other.
       */
      readonly elementwise?: Node;
      /** Else the terms that join no two elements, of the variable's shape, and the scalars that do. */
      readonly joined?: { readonly own: Node; readonly others: readonly Node[] };
    }
  | { readonly kind: 'density-only' };

/** The full conditional of one unknown: the factors that touch it, and the best form proven. */
export interface Conditional {
  readonly variable: Variable;
  readonly factors: readonly Factor[];
  /** Not among the factors where its density is the same wherever the unknown may be. */
  readonly prior?: Factor;
  readonly form: Form;
  readonly because: string;
  readonly refusals: readonly Refusal[];
  /** The weights that it includes or not, together with what they are then. */
  readonly spikeSlab?: SpikeSlab;
  /** The weights it is part of, or scales an element of, that can move one element after the other. */
  readonly componentwise?: Componentwise;
  /** The largest block of jointly normal unknowns that it belongs to. */
  readonly joint?: GaussianBlock;
}

/** Whether a conditional is known by its density and a gradient alone. */
export function hasOnlyGradient({ kind }: Form): boolean {
  return kind === 'smooth' || kind === 'smooth plus proximable';
}

/** Numbers in all of these unknowns together. */
export function elementsOf(members: readonly { readonly variable: Variable }[]): number {
  return members.reduce((sum, { variable }) => sum + sizeOf(variable.shape), 0);
}
