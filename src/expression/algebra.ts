import type { ElementwiseStep, Node, Shape } from './node.js';
import type { Pair } from './windows.js';

type Unary = (x: Node) => Node;
type Binary = (a: Node, b: Node) => Node;
type Ternary = (a: Node, b: Node, c: Node) => Node;

export interface Transposition {
  readonly transposeA?: boolean;
  readonly transposeB?: boolean;
}

/**
 * The builders of nodes. Derivatives and rewriting rules receive them as a value, so that a
 * primitive's file imports no other. Elementwise operands have equal shapes or are scalars.
 */
export interface Algebra {
  /** A number with a shape is that number broadcast. */
  constant(value: number | Float64Array, shape?: Shape, name?: string): Node;
  input(name: string, shape: Shape): Node;

  readonly add: Binary;
  readonly sub: Binary;
  readonly mul: Binary;
  readonly div: Binary;
  readonly pow: Binary;
  /** On a tie the derivative goes to the first operand. */
  readonly maximum: Binary;
  readonly minimum: Binary;
  /** Comparisons give 0 or 1 and have no derivative. */
  readonly lessThan: Binary;
  readonly lessEqual: Binary;
  readonly equal: Binary;

  readonly neg: Unary;
  readonly exp: Unary;
  readonly log: Unary;
  readonly log1p: Unary;
  readonly expm1: Unary;
  readonly sqrt: Unary;
  readonly square: Unary;
  readonly abs: Unary;
  readonly sign: Unary;
  readonly tanh: Unary;
  readonly sigmoid: Unary;
  /** log(1 + exp x) */
  readonly softplus: Unary;
  readonly sin: Unary;
  readonly cos: Unary;
  readonly erf: Unary;
  readonly lgamma: Unary;
  readonly digamma: Unary;
  readonly trigamma: Unary;
  readonly atan: Unary;
  /** Log of the standard normal distribution function, and its derivative. */
  readonly logNormalCdf: Unary;
  readonly inverseMills: Unary;
  /** log I0(x), and its derivative I1(x) / I0(x). */
  readonly logBesselI0: Unary;
  readonly besselRatio: Unary;
  /** Logs of the regularised incomplete gamma functions P(a, x) and Q(a, x), and their derivatives in a. */
  readonly logGammaP: Binary;
  readonly logGammaQ: Binary;
  readonly logGammaPSlope: Binary;
  readonly logGammaQSlope: Binary;
  /** Log of the regularised incomplete beta function I_x(a, b) by a, b and the logit of x; its derivatives in a and b. */
  readonly logBetaI: Ternary;
  readonly logBetaISlopeA: Ternary;
  readonly logBetaISlopeB: Ternary;
  /** Log of the distribution function of a standard Student t by t and nu, and its derivative in nu. */
  readonly logStudentCdf: Binary;
  readonly logStudentCdfSlope: Binary;
  /** Log of the distribution function of a standard skew normal by z and shape. */
  readonly logSkewNormalCdf: Binary;
  /** Log of a von Mises' mass between two angles from its mean, by them and kappa; its derivative in kappa. */
  readonly logVonMisesMass: Ternary;
  readonly logVonMisesMassSlope: Ternary;
  readonly floor: Unary;

  /** Elementwise; a condition other than 0 takes the first branch. */
  select(condition: Node, whenTrue: Node, whenFalse: Node): Node;

  /** Over all axes by default; the summed axes are removed. */
  sum(x: Node, axes?: readonly number[]): Node;
  /** [.., K] -> [..] */
  logSumExp: Unary;
  /** Over the last axis by default; the axes are removed. */
  maxReduce(x: Node, axes?: readonly number[]): Node;
  /** [M, K] @ [K, N]; [M, K] @ [K] and [K] @ [K, N] give vectors. */
  matmul(a: Node, b: Node, transposition?: Transposition): Node;
  /** The lower factor of the symmetric part of a positive definite matrix; NaN where it is not. */
  cholesky: Unary;
  /** Log determinant of a positive definite matrix; NaN where it is not. */
  logDetSpd: Unary;
  /** [N, N] -> [N, N], for a positive definite matrix. */
  inverseSpd: Unary;
  /** x with a @ x = b, for a [N, N] positive definite and b [N] or [N, M]. */
  solveSpd: Binary;
  /** [M, N] -> [N, M] */
  transpose: Unary;
  /** Rows of x at 0-based indices: x [R, ..], index [I..] -> [I.., ..] */
  gather(x: Node, index: Node): Node;
  /** Adjoint of gather: x [I.., ..], index [I..] -> [size, ..] */
  scatterAdd(x: Node, index: Node, size: number): Node;
  /** x [.., K], 0-based index [..] -> [..] */
  pick(x: Node, index: Node): Node;
  /** Adjoint of pick: x [..], index [..] -> [.., size], zero elsewhere. */
  scatterPick(x: Node, index: Node, size: number): Node;
  /** Input axis i becomes output axis axes[i]; the other output axes repeat. */
  broadcast(x: Node, shape: Shape, axes: readonly number[]): Node;
  reshape(x: Node, shape: Shape): Node;
  /** Positions start .. end - 1 of one axis. */
  slice(x: Node, axis: number, start: number, end: number): Node;
  /** Adjoint of slice: zeros before and after on one axis. */
  pad(x: Node, axis: number, before: number, after: number): Node;
  concat(nodes: readonly Node[], axis: number): Node;
  /** All places of a window on images: [n, h, w, c] -> [n, places down, kh, places across, kw, c] */
  windows(x: Node, window: Pair, stride: Pair): Node;
  /** Images [n, h, w, c], weights [kh, kw, c, o] -> [n, places down, places across, o] */
  convolve(x: Node, weights: Node, stride: Pair): Node;
  /** Adjoint of convolve in its images, of height and width `size`. */
  convolveInput(g: Node, weights: Node, stride: Pair, size: Pair): Node;
  /** Adjoint of convolve in its weights, of height and width `window`. */
  convolveWeights(x: Node, g: Node, stride: Pair, window: Pair): Node;
  /** Along a new first axis. */
  stack(nodes: readonly Node[]): Node;
  /** h[t] = a[t] h[t - 1] + b[t] along the first axis, h[1] = b[1]; backwards from the last. */
  recurrence(a: Node, b: Node, backwards: boolean): Node;
  /** h[1] = start, h[t] = step(h[t - 1], arrays[t] ...). */
  fold(start: Node, arrays: readonly Node[], step: ElementwiseStep): Node;
}
