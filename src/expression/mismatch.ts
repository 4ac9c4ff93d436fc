import { InvariantError } from '../base/diagnostic.js';
import type { Node } from './node.js';
import { shapeText } from './notation.js';

/** The error of operands that do not fit, showing their shapes. */
export function mismatch(op: string, operands: readonly Node[], rule: string): InvariantError {
  return new InvariantError(`${op} of ${operands.map(shapeText).join(' and ')}: ${rule}`);
}
