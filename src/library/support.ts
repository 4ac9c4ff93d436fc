import { scalarValue, type Node } from '../expression/index.js';

/** The set a scalar lies in. Bounds are expressions: `uniform(a, b)` may have unknown ends. */
export type Support =
  | { readonly kind: 'real' }
  | { readonly kind: 'positive' }
  | { readonly kind: 'unit' }
  | { readonly kind: 'interval'; readonly lower: Node; readonly upper: Node }
  /** Integers from 0, or from 0 to `upper`. */
  | { readonly kind: 'count'; readonly upper?: Node }
  | { readonly kind: 'bool' }
  /** 1-based classes; their number is the length of the logits. */
  | { readonly kind: 'class' };

export type SupportKind = Support['kind'];

export const REAL: Support = { kind: 'real' };
export const POSITIVE: Support = { kind: 'positive' };
export const UNIT: Support = { kind: 'unit' };
export const COUNT: Support = { kind: 'count' };
export const BOOL: Support = { kind: 'bool' };
export const CLASS: Support = { kind: 'class' };

export function isDiscrete(kind: SupportKind): boolean {
  return kind === 'count' || kind === 'bool' || kind === 'class';
}

const WITHIN: Readonly<Record<SupportKind, readonly SupportKind[]>> = {
  real: ['real', 'positive', 'unit', 'interval', 'count', 'bool', 'class'],
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
  if (inner.kind !== 'interval') return false;
  const lower = scalarValue(inner.lower) ?? NaN;
  const upper = scalarValue(inner.upper) ?? NaN;
  if (outer === 'positive') return lower >= 0;
  return outer === 'unit' && lower >= 0 && upper <= 1;
}
