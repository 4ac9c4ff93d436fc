import { copy } from './inverse.js';
import { times, type Extent, type RoutineCode } from './routine-code.js';
import { ascending, Tiles } from './tiles.js';

const [RIGHT, FACTOR, SOLUTION] = [0, 1, 2];

/** X with A X = B, B [n, columns], from the lower factor L of A: L Y = B, then L' X = Y, in place. */
export function writeSolve(code: RoutineCode, n: number, columns: number): void {
  const tiles = new Tiles(code);
  copy(code, RIGHT, SOLUTION, n * columns);
  const rest = n % tiles.size;
  tiles.each([0], n, (i, rows) => {
    const left = { array: FACTOR, start: times(i, n), alongTerms: 1, alongRows: n };
    solveRows(tiles, { n, columns, i, rows, factors: left, terms: i, forward: true });
  });
  // From the last row up, so that sums have one order whatever the size of a tile.
  const last: Extent = [(n - 1) * n];
  const backward = (i: Extent, rows: number) => {
    const below = { array: FACTOR, start: [...last, ...i], alongTerms: -n, alongRows: 1 };
    const terms: Extent = [n - rows, ...times(i, -1)];
    solveRows(tiles, { n, columns, i, rows, factors: below, terms, forward: false });
  };
  if (rest > 0) backward([n - rest], rest);
  code.loop([0], [n - rest], tiles.size, (done) => {
    backward([n - rest - tiles.size, [done, -1]], tiles.size);
  });
}

interface RowsToSolve {
  readonly n: number;
  readonly columns: number;
  readonly i: Extent;
  readonly rows: number;
  /** Elements of the factor for the rows that are solved already, from the first or from the last on. */
  readonly factors: Parameters<Tiles['addProducts']>[2];
  readonly terms: Extent;
  readonly forward: boolean;
}

function solveRows(tiles: Tiles, given: RowsToSolve): void {
  const { n, columns, i, rows, factors, terms, forward } = given;
  const { code } = tiles;
  const corner = code.pointer(FACTOR, times(i, n + 1));
  const scales = tiles.reciprocals(corner, n + 1, rows);
  const order = forward ? ascending(rows) : ascending(rows).reverse();
  const coefficient = (r: number, q: number) => code.splat(corner, forward ? r * n + q : q * n + r);
  tiles.each([0], columns, (j, width) => {
    const place = { array: SOLUTION, start: [...times(i, columns), ...j], stride: columns };
    const solved = {
      ...{ array: SOLUTION, start: [forward ? 0 : (n - 1) * columns, ...j] },
      stride: forward ? columns : -columns,
    };
    const sums = tiles.load(place, rows, width);
    tiles.addProducts(sums, -1, factors, solved, width, terms);
    tiles.substitute(sums, order, coefficient, scales);
    tiles.store(sums, place, width);
  });
}
