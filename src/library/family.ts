import type { RandomStream } from '../base/random/stream.js';
import type { SupportKind } from './support.js';

/** What a family says of itself, whatever its values are. */
interface FamilyText {
  readonly name: string;
  readonly support: SupportKind;
  readonly statistics: readonly string[];
  /** Names of the usual parameters that `parameters` returns, as the distribution of this name takes them. */
  readonly parameterNames: readonly string[];
  /** Usual parameters from natural ones written out for `plan`; `size` is the length of the last axis. */
  describe(eta: readonly string[], size: number): string;
  /** The same in LaTeX: each natural parameter gives the text of `scale * eta + offset`. */
  latex(eta: readonly ((scale: number, offset?: number) => string)[], size: number): string;
}

/**
 * An exponential family of single elements in canonical form: log density = sum_k eta_k t_k(x) + const(eta).
 * Statistics are written as the analysis in `expression/` names them: `x`, `x^2`, `x^-1`, `log(x)`,
 * `log(1-x)`.
 */
export interface ElementFamily extends FamilyText {
  readonly of: 'elements';
  describe(eta: readonly string[], size?: number): string;
  latex(eta: readonly ((scale: number, offset?: number) => string)[], size?: number): string;
  /** Usual parameters from natural ones; undefined where they give no proper distribution. */
  parameters(eta: readonly number[]): readonly number[] | undefined;
  sample(stream: RandomStream, parameters: readonly number[]): number;
  /** Where a value is a vector: makes one, in place, of draws of its elements. */
  join?(draws: Float64Array): void;
}

/** Degrees of freedom, and the lower factor [K, K] of the scale matrix or of its inverse. */
export interface MatrixParameters {
  readonly nu: number;
  readonly factor: Float64Array;
}

/**
 * The same of positive definite matrices X [K, K]: log density = eta_1 log det X + sum(eta_2 t(X)) + const(eta), the
 * statistic t being `x` or `inverse(x)`, of which the symmetric part of eta_2 is all that counts.
 */
export interface MatrixFamily extends FamilyText {
  readonly of: 'matrices';
  /** Usual parameters from natural ones; undefined where they give no proper distribution. */
  parameters(log: number, linear: Float64Array, size: number): MatrixParameters | undefined;
  /** One matrix, exactly symmetric, into `out`. */
  sample(stream: RandomStream, parameters: MatrixParameters, size: number, out: Float64Array): void;
}

export type ExponentialFamily = ElementFamily | MatrixFamily;
