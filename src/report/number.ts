/** Beyond these a number is written with an exponent. */
const MOST_DECIMALS = 5;
const LARGEST = 1e7;

/** Decimals down to the first digit of an error: digits after it are noise. */
export function decimalsOf(error: number): number {
  return Math.max(0, -Math.floor(Math.log10(error)));
}

/** A number with so many decimals; with an exponent where that would be long or say nothing. */
export function formatNumber(value: number, decimals: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? '-' : String(value);
  if (decimals > MOST_DECIMALS || Math.abs(value) >= LARGEST) return formatSignificant(value, 3);
  // No minus sign before a zero.
  return value.toFixed(decimals).replace(/^-(0(\.0*)?)$/, '$1');
}

/** A number with so many significant digits. */
export function formatSignificant(value: number, digits: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? '-' : String(value);
  const size = Math.abs(value);
  if (value !== 0 && (size < 10 ** -MOST_DECIMALS || size >= LARGEST)) {
    return value.toExponential(digits - 1);
  }
  const decimals = value === 0 ? 0 : Math.max(0, digits - 1 - Math.floor(Math.log10(size)));
  return value.toFixed(decimals);
}

/** An effective sample size or another count. */
export function formatCount(value: number): string {
  return Number.isNaN(value) ? '-' : String(Math.round(value));
}
