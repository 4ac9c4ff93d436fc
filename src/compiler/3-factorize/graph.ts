import type { QuantityKind } from '../../base/draws.js';
import type { SourceText, Span } from '../../base/source.js';
import type { Node, Shape } from '../../expression/node.js';
import type { Carrier, Distribution } from '../../library/distribution.js';
import type { Support } from '../../library/support.js';

/** An unknown: everything declared with `~` that data do not fix. */
export interface Variable {
  readonly name: string;
  readonly kind: Extract<QuantityKind, 'parameter' | 'weight'>;
  /** Dimension names (or sizes, as text), one an axis. */
  readonly dimensions: readonly string[];
  readonly shape: Shape;
  /** The named input that stands for its constrained value. */
  readonly input: Node;
  readonly support: Support;
  /** Units feeding one unit, for a layer's weight; scales its starting values. */
  readonly fanIn?: number;
  /** Of a mixture: part of a chain's state, but of no draw. */
  readonly isAuxiliary?: true;
  /** What its density is with respect to, where that is not length. */
  readonly carrier?: Carrier;
  readonly span: Span;
}

/** One `~` or `observe`: its log density, summed over elements, as a function of the inputs in scope. */
export interface Factor {
  /** `theta ~ normal`, `observe y ~ normal`: as errors and the plan print it. */
  readonly name: string;
  readonly kind: 'prior' | 'likelihood';
  /** The unknown of a prior; the observed expression, as written, of a likelihood. */
  readonly target: string;
  readonly distribution: Distribution;
  /** Canonical parameters, broadcast to the value's shape or scalar. */
  readonly parameters: readonly Node[];
  readonly value: Node;
  /** Scalar. */
  readonly logDensity: Node;
  readonly scope: ReadonlySet<string>;
  /** The supports of its unknowns keep the value inside that of the distribution. */
  readonly isInside?: true;
  readonly span: Span;
}

/** A prior or likelihood written as the mixture that its distribution declares. */
export interface Augmentation {
  readonly kind: Factor['kind'];
  /** The unknown of a prior, what is observed of a likelihood. */
  readonly variable: string;
  readonly auxiliary: string;
  readonly words: string;
}

/** A function of the unknowns: `=`, `generated`, a network's predictions on some rows, layer summaries. */
export interface Derived {
  readonly name: string;
  readonly kind: Exclude<QuantityKind, 'parameter' | 'weight'>;
  readonly dimensions: readonly string[];
  readonly node: Node;
  /** False for large intermediate results that no draw stores. */
  readonly recorded: boolean;
}

/** `~` in `generated`: drawn for every draw of the unknowns, given them and the ones before it. */
export interface GeneratedDraw {
  readonly name: string;
  readonly dimensions: readonly string[];
  readonly shape: Shape;
  readonly distribution: Distribution;
  /** As of a factor. */
  readonly parameters: readonly Node[];
}

/** An `infer` request: the sampler that these unknowns must have. */
export interface SamplerRequest {
  readonly variables: readonly string[];
  readonly sampler: string;
  readonly options: readonly { readonly name: string; readonly value: string }[];
  readonly span: Span;
}

/** An `observe` seen from prediction: parameters of the distribution of each row. */
export interface Observation {
  readonly target: string;
  readonly distribution: Distribution;
  readonly parameters: readonly Node[];
  readonly shape: Shape;
  /** Observed values in model units, where the data hold them. */
  readonly value?: Node;
  /** Model units = (own units - center) / scale. */
  readonly center: number;
  readonly scale: number;
  /** Names of the classes, for a class target, in order. */
  readonly classes?: readonly string[];
}

export interface FactorGraph {
  readonly source: SourceText;
  readonly variables: ReadonlyMap<string, Variable>;
  readonly factors: readonly Factor[];
  /** Each after those that it reads. */
  readonly draws: readonly GeneratedDraw[];
  readonly derived: readonly Derived[];
  readonly observations: readonly Observation[];
  readonly requests: readonly SamplerRequest[];
  /** Sizes of the named dimensions. */
  readonly sizes: ReadonlyMap<string, number>;
  /** One sentence a field: which columns it was bound to. */
  readonly bindings: readonly string[];
  readonly augmentations: readonly Augmentation[];
  /** The graph before augmentation, where there is one. */
  readonly direct?: FactorGraph;
  /** Why a prior or a likelihood that is a mixture is not written as one, by the unknown that would gain. */
  readonly unmixed: ReadonlyMap<string, string>;
}
