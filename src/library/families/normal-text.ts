import { factorText, printedSum } from './printed-sum.js';

/** `normal(linear / precision, precision = precision)`, from printed coefficients of x and x^2. */
export function normalText([linear, quadratic]: readonly string[]): string {
  const half = printedSum(quadratic!, -1);
  const precision = /^-?\d+(\.\d+)?$/.test(half)
    ? String(2 * Number(half))
    : `2 * ${factorText(half)}`;
  const mean = linear === '0' ? '0' : `${factorText(linear!)} / ${factorText(precision)}`;
  return `normal(${mean}, precision = ${precision})`;
}
