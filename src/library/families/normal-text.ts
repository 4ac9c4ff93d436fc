import { divisorText, doubled, factorText, printedSum } from './printed-sum.js';

/** `normal(linear / precision, precision = precision)`, from printed coefficients of x and x^2. */
export function normalText([linear, quadratic]: readonly string[]): string {
  const precision = doubled(printedSum(quadratic!, -1));
  const mean = linear === '0' ? '0' : `${factorText(linear!)} / ${divisorText(precision)}`;
  return `normal(${mean}, precision = ${precision})`;
}
