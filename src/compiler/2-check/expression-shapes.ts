import { diagnostic } from '../../base/message.js';
import { broadcastDimensions, shapeText, type Dimension } from '../../library/dimension.js';
import type { Context } from './context.js';
import { checkMessages } from './messages.js';
import type { Place, Term } from './model.js';

/** The shape that all operands broadcast to; undefined after reporting that there is none. */
export function commonDimensions(
  context: Context,
  operands: readonly Term[],
  operation: string,
  place: Place,
): readonly Dimension[] | undefined {
  let common: readonly Dimension[] = [];
  for (const operand of operands) {
    const next = broadcastDimensions(common, operand.dimensions);
    if (next === undefined) {
      const [left, right] = [shapeText(common), shapeText(operand.dimensions)];
      context.report(diagnostic(checkMessages.shapeMismatch, { left, right, operation }, place));
      return undefined;
    }
    common = next;
  }
  return common;
}
