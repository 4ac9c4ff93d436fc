import { DiagnosticError } from '../base/diagnostic.js';
import { diagnostic } from '../base/message.js';
import { EXCHANGE_MESSAGES as M } from './messages.js';

/** What a file with one array of numbers holds, row-major. */
export interface BinaryArray {
  readonly shape: readonly number[];
  readonly values: Float64Array;
}

/** One number of a file, at a byte position. */
export interface NumberType {
  readonly bytes: number;
  read(view: DataView, at: number, little: boolean): number;
}

export const NUMBER_TYPES = {
  u1: { bytes: 1, read: (view, at) => view.getUint8(at) },
  i1: { bytes: 1, read: (view, at) => view.getInt8(at) },
  u2: { bytes: 2, read: (view, at, little) => view.getUint16(at, little) },
  i2: { bytes: 2, read: (view, at, little) => view.getInt16(at, little) },
  u4: { bytes: 4, read: (view, at, little) => view.getUint32(at, little) },
  i4: { bytes: 4, read: (view, at, little) => view.getInt32(at, little) },
  u8: { bytes: 8, read: (view, at, little) => Number(view.getBigUint64(at, little)) },
  i8: { bytes: 8, read: (view, at, little) => Number(view.getBigInt64(at, little)) },
  f2: { bytes: 2, read: (view, at, little) => halfFloat(view.getUint16(at, little)) },
  f4: { bytes: 4, read: (view, at, little) => view.getFloat32(at, little) },
  f8: { bytes: 8, read: (view, at, little) => view.getFloat64(at, little) },
} as const satisfies Record<string, NumberType>;

/** IEEE 754 binary16: sign, 5 bits of exponent, 10 of fraction. */
function halfFloat(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 31) return fraction === 0 ? sign * Infinity : NaN;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

/** The numbers of a file from a byte on: as many as the shape says, and nothing after them. */
export function readNumbers(
  file: string,
  view: DataView,
  start: number,
  shape: readonly number[],
  { bytes, read }: NumberType,
  little: boolean,
): Float64Array {
  const count = shape.reduce((product, axis) => product * axis, 1);
  const expected = start + count * bytes;
  if (view.byteLength !== expected) {
    const held = `its header says ${shape.join(' x ') || 'one number'}, ${String(expected)} bytes in all, and it has ${String(view.byteLength)}`;
    throw malformed(file, held, 'fetch or write it again: it is not whole');
  }
  return Float64Array.from({ length: count }, (_, i) => read(view, start + i * bytes, little));
}

/** The error of a file that is not what its name says. */
export function malformed(path: string, problem: string, remedy: string): DiagnosticError {
  return new DiagnosticError([diagnostic(M.malformedArray, { path, problem, remedy })]);
}
