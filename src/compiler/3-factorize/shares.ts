import type { Diagnostic } from '../../base/diagnostic.js';
import { diagnostic } from '../../base/message.js';
import type { CheckedField } from '../2-check/model.js';
import { bindingMessages } from './messages.js';

/** As in the support of a simplex: shares written with fewer digits must be made to add up. */
const TOLERANCE = 1e-8;

/** The first vector of the last axis whose elements do not have the sum 1, if there is one. */
export function sharesThatDoNotAdd(
  { name }: CheckedField,
  values: Float64Array,
  shape: readonly number[],
): Diagnostic | undefined {
  const size = shape.at(-1) ?? 1;
  for (let start = 0; start < values.length; start += size) {
    const sum = values.subarray(start, start + size).reduce((a, b) => a + b, 0);
    if (Math.abs(sum - 1) <= TOLERANCE) continue;
    const place = shape.length > 1 ? `row ${String(start / size + 1)}` : 'its only vector';
    const shown = { name, place, sum: Number(sum.toPrecision(10)) };
    return diagnostic(bindingMessages.sharesDoNotAdd, shown);
  }
  return undefined;
}
