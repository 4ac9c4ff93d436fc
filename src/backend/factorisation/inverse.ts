import { times, type Extent, type RoutineCode } from './routine-code.js';
import { ascending, Tiles } from './tiles.js';

const [FACTOR, INVERSE] = [0, 1];

/** The inverse of a positive definite matrix from its lower factor L: M' M for M = L^-1, both in place. */
export function writeInverse(code: RoutineCode, n: number): void {
  const tiles = new Tiles(code);
  copy(code, FACTOR, INVERSE, n * n);
  tiles.each([0], n, (i, rows) => {
    invertRows(tiles, n, i, rows);
  });
  tiles.each([0], n, (i, rows) => {
    squareRows(tiles, n, i, rows);
  });
  mirror(code, n);
}

/** Rows of L become rows of L^-1: what stands left of the diagonal is read before it is written, column by column. */
function invertRows(tiles: Tiles, n: number, i: Extent, rows: number): void {
  const { code } = tiles;
  const { v } = code;
  const row = times(i, n);
  const corner = code.pointer(INVERSE, times(i, n + 1));
  const scales = tiles.reciprocals(corner, n + 1, rows);
  const coefficients = ascending(rows).map((r) =>
    ascending(r).map((q) => v.variable(code.splat(corner, r * n + q))),
  );
  const coefficient = (r: number, q: number) => coefficients[r]![q]!;
  code.loop([0], i, tiles.size, (j) => {
    const sums = tiles.zeros(rows, tiles.size);
    const left = { array: INVERSE, start: [...row, [j, 1] as const], alongTerms: 1, alongRows: n };
    const above = { array: INVERSE, start: [[j, n + 1] as const], stride: n };
    const terms: Extent = [...i, [j, -1]];
    tiles.addProducts(sums, -1, left, above, tiles.size, terms);
    tiles.substitute(sums, ascending(rows), coefficient, scales);
    tiles.store(sums, { array: INVERSE, start: left.start, stride: n }, tiles.size);
  });
  const own = tiles.identity(rows);
  tiles.substitute(own, ascending(rows), coefficient, scales);
  tiles.store(own, { array: INVERSE, start: times(i, n + 1), stride: n }, rows);
}

/** Rows of M become rows of M' M up to the diagonal: they need the rows of M from themselves on. */
function squareRows(tiles: Tiles, n: number, i: Extent, rows: number): void {
  const square = (j: Extent, columns: number) => {
    const sums = tiles.zeros(rows, columns);
    const place = { array: INVERSE, start: [...times(i, n), ...j], stride: n };
    const factors = { array: INVERSE, start: times(i, n + 1), alongTerms: n, alongRows: 1 };
    tiles.addProducts(sums, 1, factors, place, columns, [n, ...times(i, -1)]);
    tiles.store(sums, place, columns);
  };
  tiles.code.loop([0], i, tiles.size, (j) => {
    square([[j, 1]], tiles.size);
  });
  square(i, rows);
}

/** What is below the diagonal stands right of it as well. */
function mirror(code: RoutineCode, n: number): void {
  code.loop([0], [n], 1, (i) => {
    const right = code.pointer(INVERSE, [[i, n + 1], 1]);
    const below = code.pointer(INVERSE, [[i, n + 1], n]);
    code.loop([[i, 1], 1], [n], 1, () => {
      code.store(right, 0, code.load(below, 0, 1), 1);
      code.move(right, 1);
      code.move(below, n);
    });
  });
}

/** As many elements from one array to another. */
export function copy(code: RoutineCode, from: number, to: number, size: number): void {
  const { lanes } = code;
  const [source, target] = [code.pointer(from, [0]), code.pointer(to, [0])];
  const rest = size % lanes;
  code.loop([0], [size - rest], lanes, () => {
    code.store(target, 0, code.load(source, 0, lanes), lanes);
    code.move(source, lanes);
    code.move(target, lanes);
  });
  if (rest > 0) code.store(target, 0, code.load(source, 0, rest), rest);
}
