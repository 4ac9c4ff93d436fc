import type { RandomStream } from '../base/random/stream.js';
import type { Node } from '../expression/node.js';
import type { ElementFamily } from './family.js';
import type { Support, SupportKind } from './support.js';

export interface Parameter {
  readonly name: string;
  readonly support: SupportKind;
  /**
   * Names of its own axes: none for a number, one for a vector such as logits, two for a matrix. Equal
   * names, here and in `Distribution.event`, are equal sizes.
   */
  readonly axes: readonly string[];
  readonly doc: string;
}

/** One way to write the parameters: `normal(mean, precision = t)`. */
export interface Parameterisation {
  readonly parameters: readonly Parameter[];
  /** How many leading parameters may be given by position; the rest must be named. */
  readonly positional: number;
  /** Canonical parameters, in the order of `Distribution.parameters`. */
  toCanonical(given: readonly Node[]): readonly Node[];
  /** A call with these texts of its parameters, where that is not `name(a, b = ...)`. */
  readonly write?: (texts: readonly string[]) => string;
}

/** A convex part of minus a log density that is not smooth but has a proximal operator. */
export interface DistributionPenalty {
  /** weight |x - centre| of each element, or weight ||x - centre||, Euclidean, of each event. */
  readonly kind: 'absolute' | 'norm';
  /** One, or one for each element or event. */
  readonly weight: Node;
  readonly centre: Node;
  /** The log density with the penalty added; where there is none, that is free of x. */
  rest?(x: Node): Node;
}

/** A distribution with its canonical parameters. */
export interface Law {
  readonly distribution: Distribution;
  readonly parameters: readonly Node[];
}

/**
 * The same law with an unknown more: the auxiliary has the law `mixing`, the value given it the law
 * `given`, and with the auxiliary integrated out the value has the distribution that declares this.
 */
export interface Mixture {
  /** In the words of the plan, such as `x | v ~ normal(m, var = v), v ~ exponential(1 / (2 b^2))`. */
  readonly words: string;
  readonly source: string;
  mixing(parameters: readonly Node[]): Law;
  /** The auxiliary has an element for each element of the value, or for each event: the shape of its log density. */
  given(auxiliary: Node, parameters: readonly Node[]): Law;
}

/** A measure other than length that a density is with respect to, and the exponential family on it. */
export interface Carrier {
  readonly family: ElementFamily;
  /** What the family takes besides the coefficients of its statistics. */
  readonly given: readonly Node[];
}

/** An observed value's law with an auxiliary more an element, given which it is normal in its predictor. */
export interface ObservedMixture {
  readonly words: string;
  readonly source: string;
  /**
   * With the auxiliary of the value's shape integrated out over its carrier, exp(`logDensity`) is the density of
   * the value. Undefined where the parameters, as they are written, have no such form.
   */
  of(
    value: Node,
    parameters: readonly Node[],
    auxiliary: Node,
  ): { readonly logDensity: Node; readonly carrier: Carrier } | undefined;
}

/**
 * A distribution, as data. One value of it has the axes of `event`; those before are plates, of values
 * that are independent. `x` has the plates and then the event, a parameter the plates or none and
 * then its own axes, the log density the plates alone. Without an event that is elementwise.
 */
export interface Distribution {
  readonly name: string;
  readonly doc: string;
  readonly source: string;
  /** Names of the axes of one value: none for a number, `['K']` for a vector, `['K', 'K']` for a square matrix. */
  readonly event: readonly string[];
  readonly parameters: readonly Parameter[];
  /** The first is the canonical one; chosen by the names that a call gives. */
  readonly parameterisations: readonly Parameterisation[];
  /** False for `flat` and `flat_positive`. */
  readonly proper: boolean;
  /** The density of what is seen of a value, not of the value: no unknown can have it. */
  readonly likelihoodOnly?: true;
  /** Positions of the parameters m and s where (x - m) / s has a law free of both; s may be the covariance of a vector. */
  readonly standardised?: { readonly location: number; readonly scale: number };
  /** A form with closed conditionals where this one has none. */
  readonly mixture?: Mixture;
  /** The same for an observed value. */
  readonly observedMixture?: ObservedMixture;
  /** What is wrong with parameters that only data, or what is unknown in them, can show. */
  problemOf?(parameters: readonly Node[]): string | undefined;
  support(parameters: readonly Node[]): Support;
  /**
   * -Infinity outside the support. An unknown is taken to be kept inside this support, or inside
   * `kept` where that is another.
   */
  logDensity(x: Node, parameters: readonly Node[], kept?: Support): Node;
  /** Log of P(X <= x), x inside the support. With `logSurvival`, or neither. */
  logCdf?(x: Node, parameters: readonly Node[]): Node;
  /** Log of P(X > x). */
  logSurvival?(x: Node, parameters: readonly Node[]): Node;
  mean?(parameters: readonly Node[]): Node;
  /** What of minus the log density is not smooth in x: with it added, the log density is. */
  penalty?(parameters: readonly Node[]): DistributionPenalty;
  /** For `bool` and `class`: the chance of each value, in order, along one more, last, axis. */
  probabilities?(parameters: readonly Node[]): Node;
  /** One number; a parameter with axes arrives as an array. Absent for improper ones, and where there is an event. */
  sample?(stream: RandomStream, parameters: readonly (number | Float64Array)[]): number;
  /** One value with an event, into an array of its size. */
  sampleEvent?(
    stream: RandomStream,
    parameters: readonly (number | Float64Array)[],
    out: Float64Array,
  ): void;
}
