import type { ElementType } from '../schedule/schedule.js';

/** Equal for equal values of one type, and so to the bits that a comparison of data needs. */
export function contentKey(values: Float64Array, type: ElementType): string {
  const words = new Int32Array(values.buffer, values.byteOffset, 2 * values.length);
  // Two independent hashes of 32 bits each (FNV-1a over words, and a multiply-rotate one).
  let first = 0x811c9dc5;
  let second = 0x2545f491;
  for (const word of words) {
    first = Math.imul(first ^ word, 0x01000193);
    const mixed = Math.imul(second ^ word, 0x5bd1e995);
    second = (mixed << 13) | (mixed >>> 19);
  }
  return `${type}:${String(values.length)}:${String(first)}:${String(second)}`;
}
