import { readFileSync } from 'node:fs';
import type { Lanes } from '../../../src/backend/elementwise/float-format.js';

/** Arguments, the nearest double to the exact value, and the rest of it. */
export interface Exact {
  readonly operands: readonly number[];
  readonly value: number;
  readonly rest: number;
}

/**
 * Values of a function worked out with mpmath to 50 digits, one a line: arguments, the nearest double, and what the
 * exact value has more, in thousandths of its last place.
 */
export function exactValues(name: string): Exact[] {
  const text = readFileSync(new URL(`exact/${name}.txt`, import.meta.url), 'utf8');
  return text
    .trim()
    .split('\n')
    .map((line) => {
      const numbers = line.split(' ').map(Number);
      const [value, thousandths] = numbers.slice(-2) as [number, number];
      const rest = (thousandths / 1000) * lastPlace(value, 52, -1022);
      return { operands: numbers.slice(0, -2), value, rest };
    });
}

/** The unit in the last place of a number with so many bits of mantissa. */
function lastPlace(value: number, mantissaBits: number, smallest: number): number {
  const size = Math.abs(value);
  let exponent = size === 0 ? smallest : Math.floor(Math.log2(size));
  // The logarithm rounds up just below a power of two.
  if (2 ** exponent > size) exponent--;
  return 2 ** (Math.max(exponent, smallest) - mantissaBits);
}

const SMALLEST: Readonly<Record<Lanes, number>> = { f64x2: 2 ** -1074, f32x4: 2 ** -149 };
/** From here on the nearest number is infinite. */
const OVERFLOW: Readonly<Record<Lanes, number>> = { f64x2: Infinity, f32x4: 2 ** 128 - 2 ** 103 };

/**
 * |found - exact| / max(|exact|, floor), the half place of rounding to a subnormal number not counted; 0 for the infinite
 * number that an overflow must give.
 */
export function excess(found: number, { value, rest }: Exact, lanes: Lanes, floor: number): number {
  const size = Math.abs(value);
  if (size >= OVERFLOW[lanes]) return found === Math.sign(value) * Infinity ? 0 : Infinity;
  const error = Math.max(Math.abs(found - value - rest) - 0.501 * SMALLEST[lanes], 0);
  return error === 0 ? 0 : error / Math.max(size, floor);
}
