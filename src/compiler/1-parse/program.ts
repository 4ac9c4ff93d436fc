import type { SourceText, Span } from '../../base/source.js';

/** The syntax tree: what the text says, nothing resolved. Every node has its span. */
export interface Program {
  readonly source: SourceText;
  readonly statements: readonly Statement[];
}

export type Statement =
  | DataBlock
  | Stochastic
  | Deterministic
  | Observe
  | NetworkDeclaration
  | ActivationDeclaration
  | PriorDeclaration
  | Use
  | Infer
  | Generated;

interface Located {
  readonly span: Span;
  /** Text of the `///` lines before a declaration. */
  readonly doc?: string;
}

/** A name as written, dotted parts joined: `f.hidden.weight`. */
export interface Identifier {
  readonly name: string;
  readonly span: Span;
}

export interface DataBlock extends Located {
  readonly kind: 'data';
  readonly fields: readonly DataField[];
}

/** `x: real[n, d] standardize`, `county: index[n] of C`. */
export interface DataField extends Located {
  readonly name: Identifier;
  readonly type: Identifier;
  readonly dimensions: readonly DimensionText[];
  readonly of?: DimensionText;
  /** Its transform, and `missing`. */
  readonly qualities: readonly Transform[];
}

/** A named or literal size, or a sum or product of them (`d + 1`), kept as an expression. */
export type DimensionText = Expression;

/** `standardize`, `scale(1 / 255)` or `missing`. */
export interface Transform extends Located {
  readonly name: Identifier;
  readonly arguments: readonly Argument[];
}

/** `theta[J] ~ normal(mu, tau)`; in a prior template `z[w] ~ ...`. */
export interface Stochastic extends Located {
  readonly kind: 'stochastic';
  readonly name: Identifier;
  readonly dimensions: readonly DimensionText[];
  readonly distribution: Expression;
}

export interface Deterministic extends Located {
  readonly kind: 'deterministic';
  readonly name: Identifier;
  readonly dimensions: readonly DimensionText[];
  readonly value: Expression;
}

export interface Observe extends Located {
  readonly kind: 'observe';
  readonly value: Expression;
  readonly distribution: Expression;
}

export interface NetworkDeclaration extends Located {
  readonly kind: 'network';
  readonly name: Identifier;
  readonly inputs: readonly Identifier[];
  readonly items: readonly NetworkItem[];
}

export type NetworkItem = Layer | SharedActivation;

/** `layer hidden = dense(x, 50) { weight ~ ...  activation = tanh }`. */
export interface Layer extends Located {
  readonly kind: 'layer';
  readonly name: Identifier;
  readonly value: Expression;
  readonly slots: readonly LayerSlot[];
}

export type LayerSlot =
  | (Located & {
      readonly kind: 'slot-prior';
      readonly name: Identifier;
      readonly distribution: Expression;
    })
  | (Located & {
      readonly kind: 'slot-activation';
      readonly value: Expression;
      readonly per?: Identifier;
    });

/** `activation act = mmelu(...) per network` inside a network. */
export interface SharedActivation extends Located {
  readonly kind: 'shared-activation';
  readonly name: Identifier;
  readonly value: Expression;
  readonly per?: Identifier;
}

/**
 * `activation mmelu(x; c: unit, lambda: positive) = ...`: its input, then parameters; or with a block
 * in place of the expression, of which the statement of the activation's own name is the value.
 */
export interface ActivationDeclaration extends Located {
  readonly kind: 'activation';
  readonly name: Identifier;
  readonly input: Identifier;
  readonly parameters: readonly TemplateParameter[];
  readonly body: Expression | readonly (Stochastic | Deterministic)[];
}

/** `c: unit`, `coef[8]`, `shape: positive = 2`, `c ~ uniform(0, 1)`: at most one of value and prior. */
export interface TemplateParameter extends Located {
  readonly name: Identifier;
  readonly dimensions: readonly DimensionText[];
  readonly support?: Identifier;
  readonly value?: Expression;
  readonly prior?: Expression;
}

/** `prior sparse_laplace(w; shape: positive = 2) { scale ~ ...  w ~ ... }`. */
export interface PriorDeclaration extends Located {
  readonly kind: 'prior';
  readonly name: Identifier;
  readonly target: Identifier;
  readonly parameters: readonly TemplateParameter[];
  readonly statements: readonly (Stochastic | Deterministic)[];
}

/** `use activation mmelu, prior sparse_laplace from "lib.bnn"`. */
export interface Use extends Located {
  readonly kind: 'use';
  readonly items: readonly { readonly what: 'activation' | 'prior'; readonly name: Identifier }[];
  readonly from?: { readonly path: string; readonly span: Span };
}

/** `infer { f.hidden.* using nuts(metric = dense)   tau using gibbs }`. */
export interface Infer extends Located {
  readonly kind: 'infer';
  readonly items: readonly InferItem[];
}

export interface InferItem extends Located {
  /** A quantity, or a prefix ending in `.*`. */
  readonly quantities: readonly Identifier[];
  readonly sampler: Identifier;
  readonly options: readonly Argument[];
}

export interface Generated extends Located {
  readonly kind: 'generated';
  readonly statements: readonly (Stochastic | Deterministic)[];
}

export type Expression =
  NumberLiteral | TextLiteral | Name | Unary | Binary | Call | Index | Repetition;

export interface NumberLiteral {
  readonly kind: 'number';
  readonly value: number;
  /** As written, so that printing gives it back. */
  readonly text: string;
  readonly span: Span;
}

/** `"runs/a"`, as an argument. */
export interface TextLiteral {
  readonly kind: 'text';
  readonly value: string;
  readonly span: Span;
}

export interface Name extends Identifier {
  readonly kind: 'name';
}

export type UnaryOperator = '-' | '+' | '!';
export type BinaryOperator =
  '+' | '-' | '*' | '/' | '^' | '@' | '==' | '!=' | '<' | '<=' | '>' | '>=' | '&&' | '||';

export interface Unary {
  readonly kind: 'unary';
  readonly operator: UnaryOperator;
  readonly operand: Expression;
  readonly span: Span;
}

export interface Binary {
  readonly kind: 'binary';
  readonly operator: BinaryOperator;
  readonly left: Expression;
  readonly right: Expression;
  readonly span: Span;
}

/** `normal(0, sd = s)`, `mmelu(c ~ uniform(0, 1))`. */
export interface Call {
  readonly kind: 'call';
  readonly function: Identifier;
  readonly arguments: readonly Argument[];
  readonly span: Span;
}

export interface Argument {
  /** Absent for a positional argument. */
  readonly name?: Identifier;
  /** `name ~ value`: the value is a prior. */
  readonly stochastic: boolean;
  readonly value: Expression;
  readonly span: Span;
}

/** `value for j in 1:4`: as many values, joined by the function that they are given to. */
export interface Repetition {
  readonly kind: 'repetition';
  readonly value: Expression;
  readonly name: Identifier;
  readonly first: Expression;
  readonly last: Expression;
  readonly span: Span;
}

/** `alpha[county]`, `x[1:3, 2]` (a range is a call of `range`, an empty place `:` a call of `all`). */
export interface Index {
  readonly kind: 'index';
  readonly base: Expression;
  readonly indices: readonly Expression[];
  readonly span: Span;
}
