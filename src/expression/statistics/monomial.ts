import type { Shape } from '../node.js';

/**
 * A function of one element of the block: the atoms that natural statistics are made of. Of a block of covariance
 * matrices also an element of the inverse, and the log determinant, which is one number for each matrix.
 */
export type Monomial =
  | { readonly kind: 'power'; readonly exponent: number }
  | { readonly kind: 'log' }
  | { readonly kind: 'abs' }
  | { readonly kind: 'log(1-x)' }
  | { readonly kind: 'inverse' }
  | { readonly kind: 'logdet' };

/** As `ExponentialFamily.statistics` writes it. */
export function statisticName(monomial: Monomial): string {
  switch (monomial.kind) {
    case 'power':
      return monomial.exponent === 1 ? 'x' : `x^${String(monomial.exponent)}`;
    case 'log':
      return 'log(x)';
    case 'abs':
      return 'abs(x)';
    case 'log(1-x)':
      return 'log(1-x)';
    case 'inverse':
      return 'inverse(x)';
    case 'logdet':
      return 'logdet(x)';
  }
}

/** Of a statistic of a block of this shape. */
export function statisticShape(statistic: string, block: Shape): Shape {
  return statistic === 'logdet(x)' ? block.slice(0, -2) : block;
}

export function power(exponent: number): Monomial {
  // Exponents are sums and products of the few fractions that people write.
  return { kind: 'power', exponent: Number(exponent.toPrecision(12)) };
}

/** The product as a monomial; undefined where it is none. `x^0` is the constant 1. */
export function times(a: Monomial, b: Monomial): Monomial | undefined {
  if (a.kind === 'power' && b.kind === 'power') return power(a.exponent + b.exponent);
  if (a.kind === 'abs' && b.kind === 'abs') return power(2);
  if (a.kind === 'abs' && b.kind === 'power') return timesAbs(b.exponent);
  if (a.kind === 'power' && b.kind === 'abs') return timesAbs(a.exponent);
  return undefined;
}

function timesAbs(exponent: number): Monomial | undefined {
  return exponent === 0 ? { kind: 'abs' } : undefined;
}

/**
 * m(x)^exponent. An even power under a fractional one is a power of |x|, which is one of x only
 * where x is positive.
 */
export function raise(base: Monomial, exponent: number, positive: boolean): Monomial | undefined {
  if (base.kind === 'abs') return Number.isInteger(exponent / 2) ? power(exponent) : undefined;
  if (base.kind !== 'power') return undefined;
  const total = power(base.exponent * exponent);
  const even = Number.isInteger(base.exponent / 2);
  if (positive || Number.isInteger(exponent) || !even) return total;
  return absolutePower(base.exponent * exponent);
}

/** |m(x)| */
export function absolute(base: Monomial, positive: boolean): Monomial | undefined {
  if (base.kind === 'abs') return base;
  if (base.kind !== 'power') return undefined;
  return positive ? base : absolutePower(base.exponent);
}

function absolutePower(exponent: number): Monomial | undefined {
  if (exponent === 1) return { kind: 'abs' };
  return Number.isInteger(exponent / 2) ? power(exponent) : undefined;
}
