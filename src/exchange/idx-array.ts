import {
  malformed,
  NUMBER_TYPES,
  readNumbers,
  type BinaryArray,
  type NumberType,
} from './binary-array.js';

/** Types by the third byte of a file. */
const TYPES: ReadonlyMap<number, NumberType> = new Map<number, NumberType>([
  [0x08, NUMBER_TYPES.u1],
  [0x09, NUMBER_TYPES.i1],
  [0x0b, NUMBER_TYPES.i2],
  [0x0c, NUMBER_TYPES.i4],
  [0x0d, NUMBER_TYPES.f4],
  [0x0e, NUMBER_TYPES.f8],
]);

/** An array as the MNIST files have it: bytes 0 0 type rank, sizes of 4 bytes, numbers; all big-endian. */
export function readIdx(file: string, bytes: Uint8Array): BinaryArray {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const type = bytes.length >= 4 ? TYPES.get(bytes[2]!) : undefined;
  const rank = bytes[3] ?? 0;
  if (type === undefined || bytes[0] !== 0 || bytes[1] !== 0 || bytes.length < 4 + 4 * rank) {
    const first = [...bytes.subarray(0, 4)].join(' ');
    const problem = `an IDX file begins with 0, 0, a type (8 to 14) and the number of axes, and this one with ${first}`;
    throw malformed(file, problem, 'give an IDX file, or name this one for what it is');
  }
  const shape = Array.from({ length: rank }, (_, axis) => view.getUint32(4 + 4 * axis));
  return { shape, values: readNumbers(file, view, 4 + 4 * rank, shape, type, false) };
}
