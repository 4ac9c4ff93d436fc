import type { RandomStream } from '../base/random/stream.js';
import type { SupportKind } from './support.js';

/**
 * An exponential family of single elements in canonical form: log density = sum_k eta_k t_k(x) + const(eta).
 * Statistics are written as the analysis in `expression/` names them: `x`, `x^2`, `x^-1`, `log(x)`,
 * `log(1-x)`.
 */
export interface ExponentialFamily {
  readonly name: string;
  readonly support: SupportKind;
  readonly statistics: readonly string[];
  /** Names of the usual parameters that `parameters` returns, as the distribution of this name takes them. */
  readonly parameterNames: readonly string[];
  /** Usual parameters from natural ones; undefined where they give no proper distribution. */
  parameters(eta: readonly number[]): readonly number[] | undefined;
  /** The same map written out for `plan`, from printed natural parameters. */
  describe(eta: readonly string[]): string;
  /** The same in LaTeX: each natural parameter gives the text of `scale * eta + offset`. */
  latex(eta: readonly ((scale: number, offset?: number) => string)[]): string;
  sample(stream: RandomStream, parameters: readonly number[]): number;
  /** Where a value is a vector: makes one, in place, of draws of its elements. */
  join?(draws: Float64Array): void;
}
