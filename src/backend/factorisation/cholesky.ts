import type { Term, Variable } from '../elementwise/vector-code.js';
import { times, type Extent, type RoutineCode } from './routine-code.js';
import { ascending, Tiles } from './tiles.js';

const [GIVEN, FACTOR] = [0, 1];

/**
 * The lower factor L of the symmetric part of a matrix, A = L L', by rows of U = L' (Golub and Van Loan 2013, section
 * 4.2.4), which lie next to each other; at the end U is turned in place. Where A is not positive definite some of it is
 * NaN.
 */
export function writeCholesky(code: RoutineCode, n: number): void {
  symmetricPart(code, n);
  const tiles = new Tiles(code);
  tiles.each([0], n, (i, rows) => {
    factorRows(tiles, n, i, rows);
  });
  turn(code, n);
}

function factorRows(tiles: Tiles, n: number, i: Extent, rows: number): void {
  const { code } = tiles;
  const { v } = code;
  const above = { array: FACTOR, start: i, alongTerms: n, alongRows: 1 };
  const partOf = (j: Extent, columns: number) => {
    const place = { array: FACTOR, start: [...times(i, n), ...j], stride: n };
    const sums = tiles.load(place, rows, columns);
    tiles.addProducts(sums, -1, above, { array: FACTOR, start: j, stride: n }, columns, i);
    return { place, sums };
  };
  const { place, sums } = partOf(i, rows);
  const corner = code.pointer(FACTOR, place.start);
  const scales = ascending(rows).map((r) => {
    const own = sums[r]!;
    tiles.storeRow(own, corner, r * n, rows);
    const root = v.keep(rootOf(code, v.variable(code.splat(corner, r * (n + 1)))));
    const scale = v.keep(v.div(v.constant(1), root));
    for (const sum of own) v.assign(sum, v.mul(sum, scale));
    tiles.storeRow(own, corner, r * n, rows);
    for (const q of ascending(rows).slice(r + 1)) {
      const factor = v.variable(code.splat(corner, r * n + q));
      sums[q]!.forEach((sum, p) => {
        v.assign(sum, v.nmadd(factor, own[p]!, sum));
      });
    }
    return scale;
  });
  if (rows < tiles.size) return;
  tiles.each([...i, rows], n, (j, columns) => {
    const part = partOf(j, columns);
    const coefficient = (r: number, q: number) => code.splat(corner, q * n + r);
    tiles.substitute(part.sums, ascending(rows), coefficient, scales);
    tiles.store(part.sums, part.place, columns);
  });
}

/** The root of a pivot; NaN, which spreads, where it is not positive and finite. */
function rootOf({ v }: RoutineCode, pivot: Variable): Term {
  const positive = v.binary('gt', pivot, v.constant(0));
  const finite = v.binary('lt', pivot, v.constant(Infinity));
  return v.unary('sqrt', v.choose(v.bitwise('and', positive, finite), pivot, v.constant(NaN)));
}

/** Diagonal and what is right of it. */
function symmetricPart(code: RoutineCode, n: number): void {
  const { v } = code;
  code.loop([0], [n], 1, (i) => {
    const diagonal: Extent = [[i, n + 1]];
    const [row, column] = [code.pointer(GIVEN, diagonal), code.pointer(GIVEN, diagonal)];
    const out = code.pointer(FACTOR, diagonal);
    code.loop([[i, 1]], [n], 1, () => {
      const sum = v.add(code.load(row, 0, 1), code.load(column, 0, 1));
      code.store(out, 0, v.mul(sum, v.constant(0.5)), 1);
      code.move(row, 1);
      code.move(column, n);
      code.move(out, 1);
    });
  });
}

/** What is right of the diagonal goes below it, and leaves zeros. */
function turn(code: RoutineCode, n: number): void {
  const { v } = code;
  code.loop([0], [n], 1, (i) => {
    const [right, below] = [
      code.pointer(FACTOR, [[i, n + 1], 1]),
      code.pointer(FACTOR, [[i, n + 1], n]),
    ];
    code.loop([[i, 1], 1], [n], 1, () => {
      code.store(below, 0, code.load(right, 0, 1), 1);
      code.store(right, 0, v.constant(0), 1);
      code.move(right, 1);
      code.move(below, n);
    });
  });
}
