import type { QuantityKind } from '../../base/draws.js';
import type { SourceText, Span } from '../../base/source.js';
import type { Node } from '../../expression/node.js';
import type { Dimension } from '../../library/dimension.js';
import type { Distribution, Parameterisation } from '../../library/distribution.js';
import type { LayerArguments } from '../../library/layers/arguments.js';
import type { Layer } from '../../library/layers/layer.js';
import type { Range } from './range.js';

/** Where something stands in a text; an override from outside has a text of its own. */
export interface Place {
  readonly source: SourceText;
  readonly span: Span;
}

interface Typed {
  readonly dimensions: readonly Dimension[];
  readonly range: Range;
  readonly place: Place;
}

/** A checked expression: names resolved, activations unfolded, shapes known up to the data. A DAG by identity. */
export type Term = Typed & TermBody;

export type TermBody =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'quantity'; readonly name: string }
  | { readonly kind: 'size'; readonly dimension: Dimension }
  /** Operands broadcast to the result's shape, then `build`. */
  | {
      readonly kind: 'elementwise';
      readonly name: string;
      readonly operands: readonly Term[];
      build(operands: readonly Node[]): Node;
    }
  /** Operands as they are, then `build`: reductions. */
  | {
      readonly kind: 'whole';
      readonly name: string;
      readonly operands: readonly Term[];
      build(operands: readonly Node[]): Node;
    }
  /** The element before, inside the `body` of one scan. */
  | { readonly kind: 'previous'; readonly name: string }
  /** Along the first dimension: the first element, and each further one from the one before it. */
  | {
      readonly kind: 'scan';
      readonly first: Term;
      readonly previous: Previous;
      readonly body: Term;
    }
  /** Elements so many places before, and a value where there is none. */
  | { readonly kind: 'lag'; readonly of: Term; readonly places: number; readonly first: Term }
  | { readonly kind: 'product'; readonly left: Term; readonly right: Term }
  | { readonly kind: 'index'; readonly base: Term; readonly indices: readonly IndexTerm[] }
  | {
      readonly kind: 'layer';
      readonly layer: Layer;
      readonly inputs: readonly Term[];
      readonly parameters: ReadonlyMap<string, Term>;
      readonly given: LayerArguments;
    }
  /** An error already reported: takes part in no further check. */
  | { readonly kind: 'invalid' };

export type Previous = Extract<Term, { readonly kind: 'previous' }>;

export type IndexTerm =
  | { readonly kind: 'at'; readonly position: number }
  | { readonly kind: 'range'; readonly first: number; readonly last: number }
  | { readonly kind: 'all' }
  | { readonly kind: 'gather'; readonly by: Term };

export interface DistributionTerm {
  readonly distribution: Distribution;
  readonly parameterisation: Parameterisation;
  readonly arguments: readonly Term[];
  /** The one shape that a value can have, where the distribution was made for it. */
  readonly shape?: readonly number[];
  readonly place: Place;
}

export type FieldType =
  'real' | 'positive' | 'unit' | 'int' | 'count' | 'bool' | 'index' | 'class' | 'simplex';

export interface CheckedField {
  readonly name: string;
  readonly type: FieldType;
  readonly dimensions: readonly Dimension[];
  /** Number of levels of an index or class. */
  readonly levels?: Dimension;
  /** Its empty cells are unknown, with the distribution that `observe` gives the field. */
  readonly mayMiss?: boolean;
  readonly transform?:
    { readonly kind: 'standardize' } | { readonly kind: 'scale'; readonly factor: number };
  readonly place: Place;
}

export interface CheckedUnknown {
  readonly name: string;
  readonly kind: Extract<QuantityKind, 'parameter' | 'weight'>;
  readonly dimensions: readonly Dimension[];
  readonly prior: DistributionTerm;
  readonly fanIn?: Term;
  readonly place: Place;
}

/** What is declared with `~`: an unknown, or in `generated` what is drawn given them. */
export type StochastRole = CheckedUnknown['kind'] | 'generated';

/** `~` in `generated`: a quantity drawn anew with every draw, given the unknowns. */
export interface CheckedDraw {
  readonly name: string;
  readonly dimensions: readonly Dimension[];
  readonly law: DistributionTerm;
  readonly place: Place;
}

export interface CheckedDeterministic {
  readonly name: string;
  readonly kind: Extract<QuantityKind, 'deterministic' | 'generated' | 'weight'>;
  readonly value: Term;
  /** Written by the user, as against a layer's output. */
  readonly declared: boolean;
  readonly place: Place;
}

export interface CheckedObservation {
  /** The observed expression as written. */
  readonly text: string;
  readonly value: Term;
  readonly distribution: DistributionTerm;
  readonly place: Place;
}

/** `metric = dense`, `steps = 50`: the value as written. */
export interface SamplerOption {
  readonly name: string;
  readonly value: string;
}

export interface CheckedRequest {
  readonly variables: readonly string[];
  readonly sampler: string;
  readonly options: readonly SamplerOption[];
  readonly place: Place;
}

/** A quantity declared with `~`, whose prior can be swapped from outside. */
export interface CheckedSlot {
  readonly name: string;
  readonly dimensions: readonly Dimension[];
  /** As it is written where it stands. */
  readonly prior: string;
  /** The text that it stands in: the model, a file it uses, the standard library, or what swapped it. */
  readonly place: Place;
  readonly swapped: boolean;
}

/** An activation with parameters to learn, of one layer or of all that share it. */
export interface CheckedActivation {
  /** What the names of its parameters begin with: `f.act`, `f.hidden.activation`. */
  readonly name: string;
  /** Name of its declaration. */
  readonly family: string;
  /** Its value at these inputs [points], times the axes of the units that have parameters of their own. */
  at(points: readonly number[]): Term;
}

export interface CheckedModel {
  readonly source: SourceText;
  readonly fields: readonly CheckedField[];
  readonly unknowns: readonly CheckedUnknown[];
  readonly draws: readonly CheckedDraw[];
  readonly deterministics: readonly CheckedDeterministic[];
  readonly observations: readonly CheckedObservation[];
  readonly requests: readonly CheckedRequest[];
  /** Arrays of weights, one a layer slot, whose size is summarised in the output. */
  readonly layerWeights: readonly string[];
  readonly slots: readonly CheckedSlot[];
  readonly activations: readonly CheckedActivation[];
}
