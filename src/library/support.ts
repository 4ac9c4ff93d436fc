import { InvariantError } from '../base/diagnostic.js';
import { constant, scalarValue, type Node } from '../expression/index.js';

/** Sets that an element lies in by itself. Bounds are expressions: `uniform(a, b)` may have unknown ends. */
export type ElementSupport =
  | { readonly kind: 'real' }
  | { readonly kind: 'positive' }
  | { readonly kind: 'unit' }
  | { readonly kind: 'interval'; readonly lower: Node; readonly upper: Node }
  /** Integers from 0, or from 0 to `upper`. */
  | { readonly kind: 'count'; readonly upper?: Node }
  | { readonly kind: 'bool' }
  /** 1-based classes; their number is the length of the logits. */
  | { readonly kind: 'class' };

/** Sets of whole vectors, over the last axis, and of matrices, over the last two. */
export type EventSupport =
  /** Vectors that increase, each element in `of`, whose ends hold for a whole vector. */
  | { readonly kind: 'ordered'; readonly of: ElementSupport }
  /** Vectors of positive numbers with sum 1. */
  | { readonly kind: 'simplex' }
  /** Vectors of counts with a given sum. */
  | { readonly kind: 'composition' }
  /** Symmetric positive definite matrices. */
  | { readonly kind: 'covariance' }
  /** Those with 1 on the diagonal. */
  | { readonly kind: 'correlation' }
  /** Lower triangular matrices with positive diagonals: of rows of length 1, L L' is a correlation. */
  | { readonly kind: 'cholesky_correlation' };

export type Support = ElementSupport | EventSupport;

export type SupportKind = Support['kind'];

export const REAL: ElementSupport = { kind: 'real' };
export const POSITIVE: ElementSupport = { kind: 'positive' };
export const UNIT: ElementSupport = { kind: 'unit' };
export const COUNT: ElementSupport = { kind: 'count' };
export const BOOL: ElementSupport = { kind: 'bool' };
export const CLASS: ElementSupport = { kind: 'class' };

export const SIMPLEX: EventSupport = { kind: 'simplex' };
export const COMPOSITION: EventSupport = { kind: 'composition' };
export const COVARIANCE: EventSupport = { kind: 'covariance' };
export const CORRELATION: EventSupport = { kind: 'correlation' };
export const CHOLESKY_CORRELATION: EventSupport = { kind: 'cholesky_correlation' };

export function isDiscrete(kind: SupportKind): boolean {
  return kind === 'count' || kind === 'bool' || kind === 'class' || kind === 'composition';
}

/** Where each element of a value lies, whatever the others are. */
export function elementSupport(support: Support): ElementSupport {
  switch (support.kind) {
    case 'ordered':
      return support.of;
    case 'simplex':
      return UNIT;
    case 'composition':
      return COUNT;
    case 'covariance':
      return REAL;
    case 'correlation':
    case 'cholesky_correlation':
      return { kind: 'interval', lower: constant(-1), upper: constant(1) };
    default:
      return support;
  }
}

export function isOfEvents(support: Support): support is EventSupport {
  return elementSupport(support) !== support;
}

const WITHIN: Readonly<Record<SupportKind, readonly SupportKind[]>> = {
  real: ['real', 'positive', 'unit', 'interval', 'count', 'bool', 'class'],
  ordered: ['ordered'],
  simplex: ['simplex'],
  composition: ['composition'],
  covariance: ['covariance', 'correlation'],
  correlation: ['correlation'],
  cholesky_correlation: ['cholesky_correlation'],
  positive: ['positive', 'unit'],
  unit: ['unit', 'bool'],
  interval: ['interval', 'unit'],
  count: ['count', 'bool', 'class'],
  bool: ['bool'],
  class: ['class'],
};

/** Whether every value of `inner` is, by kind alone, a value of `outer`. */
export function isWithin(inner: SupportKind, outer: SupportKind): boolean {
  return WITHIN[outer].includes(inner);
}

/** Whether every value of `inner` is a value of `outer`, reading the ends of an interval where they are known. */
export function isSupportWithin(inner: Support, outer: SupportKind): boolean {
  if (isWithin(inner.kind, outer)) return true;
  if (inner.kind !== 'interval' || isDiscrete(outer)) return false;
  const lower = scalarValue(inner.lower) ?? NaN;
  const upper = scalarValue(inner.upper) ?? NaN;
  if (outer === 'positive') return lower >= 0;
  return outer === 'unit' && lower >= 0 && upper <= 1;
}

/** Ends of the support that are expressions. */
export function boundsOf(support: Support): Node[] {
  if (support.kind === 'ordered') return boundsOf(support.of);
  if (support.kind === 'interval') return [support.lower, support.upper];
  return support.kind === 'count' && support.upper !== undefined ? [support.upper] : [];
}

export function mapBounds<S extends Support>(support: S, map: (bound: Node) => Node): S {
  if (support.kind === 'ordered') return { ...support, of: mapBounds(support.of, map) };
  if (support.kind !== 'interval') return support;
  return { ...support, lower: map(support.lower), upper: map(support.upper) };
}

/** Whether a number lies in the set, whose ends, where they are expressions, have these values. */
export function contains(
  { kind }: ElementSupport,
  value: number,
  closed: boolean,
  lower: number,
  upper: number,
): boolean {
  const between = (from: number, to: number) =>
    closed ? from <= value && value <= to : from < value && value < to;
  switch (kind) {
    case 'real':
    case 'class':
      return true;
    case 'positive':
      return between(0, Infinity) || (closed && value === 0);
    case 'unit':
      return between(0, 1);
    case 'interval':
      return between(lower, upper);
    case 'bool':
      return value === 0 || value === 1;
    case 'count':
      return value >= 0 && Number.isInteger(value) && !(value > upper);
    default:
      throw new InvariantError(`a support without a test: ${String(kind)}`);
  }
}
