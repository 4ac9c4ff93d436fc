import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Lanes } from '../../../src/backend/elementwise/float-format.js';
import { primitiveOf } from '../../../src/expression/primitives/index.js';
import { floorOf } from './accuracy.js';
import type { VectorFunctions } from './vector-functions.js';

export const OPS =
  'abs add atan besselRatio cos digamma div equal erf exp expm1 floor inverseMills lessEqual lessThan lgamma log log1p logBesselI0 logNormalCdf maximum minimum mul neg pow select sigmoid sign sin softplus sqrt square sub tanh trigamma'.split(
    ' ',
  );
const SINGLE = { smallest: 2 ** -149, normal: 2 ** -126, largest: Math.fround(3.4e38) };
const DOUBLE = { smallest: 5e-324, normal: 2 ** -1022, largest: Number.MAX_VALUE };

/** Both signs of what is out of the ordinary, and of ordinary numbers, some whole or odd. */
function specials(lanes: Lanes): number[] {
  const { smallest, normal, largest } = lanes === 'f64x2' ? DOUBLE : SINGLE;
  const sizes = [0, smallest, normal / 2, normal, 1e-30, 0.25, 0.5, 1, 1.5, 2, 2.5, 3, 4, 11, 40.5];
  const all = [...sizes, 90, 710, 746, 1e10, largest, Infinity];
  return [NaN, ...all.flatMap((size) => [size, -size])].map((x) =>
    lanes === 'f64x2' ? x : Math.fround(x),
  );
}

function scalarOf(op: string) {
  const primitive = primitiveOf(op);
  if (primitive.kind !== 'elementwise') throw new Error(`${op} is not elementwise`);
  return primitive;
}

/** Its value from the primitive; a sigmoid ends where e^-x overflows, which single precision does sooner. */
function reference(op: string, single: boolean, operands: readonly number[]): number {
  const [a, b, c] = operands as [number, number, number];
  if (op === 'sigmoid' && single) return 1 / (1 + Math.fround(Math.exp(-a)));
  return scalarOf(op).scalar(a, b, c);
}

/** Every choice of `arity` values, one column an operand. */
function combinations(values: readonly number[], arity: number): number[][] {
  let rows: number[][] = [[]];
  for (let k = 0; k < arity; k++) rows = rows.flatMap((row) => values.map((x) => [...row, x]));
  return Array.from({ length: arity }, (_, k) => rows.map((row) => row[k]!));
}

function check(
  functionOf: VectorFunctions,
  op: string,
  lanes: Lanes,
  columns: readonly number[][],
): void {
  const found = functionOf(op, lanes, columns.length)(...columns);
  const single = lanes === 'f32x4';
  const { smallest } = single ? SINGLE : DOUBLE;
  found.forEach((value, i) => {
    const operands = columns.map((column) => column[i]!);
    const exact = reference(op, single, operands);
    const wanted = single ? Math.fround(exact) : exact;
    if (Object.is(value, wanted)) return;
    const message = `${op}(${operands.map((x) => (Object.is(x, -0) ? '-0' : x)).join()})`;
    const size = Math.max(Math.abs(exact), floorOf(op));
    const tolerance = (single ? 2e-7 : 3e-15) * size + smallest;
    expect(Math.abs(value - exact), `${message} is ${String(value)}`).toBeLessThanOrEqual(
      tolerance,
    );
    if (exact === 0) expect(value, message).toBe(wanted);
  });
}

/** Every function of a target against the primitive, on values out of the ordinary and on any. */
export function describeSpecialValues(name: string, functionOf: VectorFunctions): void {
  describe.each(OPS)(`${name}: %s`, (op) => {
    const arity = scalarOf(op).arity;

    it.each(['f64x2', 'f32x4'] as const)(
      'treats special values as the primitive does: %s',
      (lanes) => {
        const values = arity === 3 ? specials(lanes).slice(0, 16) : specials(lanes);
        check(functionOf, op, lanes, combinations(values, arity));
      },
    );

    it('agrees with the primitive on any numbers', () => {
      const number = fc.double({ noNaN: true, min: -40, max: 40 });
      const column = fc.array(number, { minLength: 64, maxLength: 64 });
      fc.assert(
        fc.property(fc.array(column, { minLength: arity, maxLength: arity }), (columns) => {
          check(functionOf, op, 'f64x2', columns);
          const rounded = columns.map((values) => values.map(Math.fround));
          check(functionOf, op, 'f32x4', rounded);
        }),
        { numRuns: 20 },
      );
    });
  });
}
