import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Lanes } from '../../../../src/backend/elementwise/float-format.js';
import { enableRelaxedSimd } from '../../../../src/backend/wasm/features.js';
import { primitiveOf } from '../../../../src/expression/primitives/index.js';
import { vectorFunction } from './vector-function.js';

enableRelaxedSimd();

const OPS =
  'abs add cos digamma div equal erf exp expm1 floor lessEqual lessThan lgamma log log1p maximum minimum mul neg pow select sigmoid sign sin softplus sqrt square sub tanh trigamma'.split(
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

function check(op: string, lanes: Lanes, relaxed: boolean, columns: readonly number[][]): void {
  const found = vectorFunction(op, lanes, relaxed, columns.length)(...columns);
  const single = lanes === 'f32x4';
  const { smallest } = single ? SINGLE : DOUBLE;
  found.forEach((value, i) => {
    const operands = columns.map((column) => column[i]!);
    const exact = reference(op, single, operands);
    const wanted = single ? Math.fround(exact) : exact;
    if (Object.is(value, wanted)) return;
    const message = `${op}(${operands.map((x) => (Object.is(x, -0) ? '-0' : x)).join()})`;
    const tolerance = (single ? 2e-7 : 3e-15) * Math.abs(exact) + smallest;
    expect(Math.abs(value - exact), `${message} is ${String(value)}`).toBeLessThanOrEqual(
      tolerance,
    );
    if (exact === 0) expect(value, message).toBe(wanted);
  });
}

describe.each(OPS)('%s', (op) => {
  const arity = scalarOf(op).arity;

  it.each([
    ['f64x2', true],
    ['f64x2', false],
    ['f32x4', true],
    ['f32x4', false],
  ] as const)('treats special values as the primitive does: %s, relaxed %s', (lanes, relaxed) => {
    const values = arity === 3 ? specials(lanes).slice(0, 16) : specials(lanes);
    check(op, lanes, relaxed, combinations(values, arity));
  });

  it('agrees with the primitive on any numbers', () => {
    const number = fc.double({ noNaN: true, min: -40, max: 40 });
    const column = fc.array(number, { minLength: 64, maxLength: 64 });
    fc.assert(
      fc.property(fc.array(column, { minLength: arity, maxLength: arity }), (columns) => {
        check(op, 'f64x2', true, columns);
        const rounded = columns.map((values) => values.map(Math.fround));
        check(op, 'f32x4', true, rounded);
      }),
      { numRuns: 20 },
    );
  });
});
