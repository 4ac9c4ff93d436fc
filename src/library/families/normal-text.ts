import type { ElementFamily } from '../family.js';
import { divisorText, doubled, factorText, printedSum } from './printed-sum.js';

/** `normal(linear / precision, precision = precision)`, from printed coefficients of x and x^2. */
export function normalText([linear, quadratic]: readonly string[]): string {
  const precision = doubled(printedSum(quadratic!, -1));
  const mean = linear === '0' ? '0' : `${factorText(linear!)} / ${divisorText(precision)}`;
  return `normal(${mean}, precision = ${precision})`;
}

/** The same with its variance, from the maps that write coefficients. */
export function normalLatex([linear, quadratic]: Parameters<ElementFamily['latex']>[0]): string {
  const precision = quadratic!(-2);
  const top = linear!(1);
  const mean = top === '0' ? '0' : `\\frac{${top}}{${precision}}`;
  return `\\mathcal{N}\\left(${mean},\\ \\left[${precision}\\right]^{-1}\\right)`;
}
