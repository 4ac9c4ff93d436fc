import type { Product, ProductAxis } from '../schedule/schedule.js';

/** Positions in the left matrix, the right one and the output. */
type Position = readonly [left: number, right: number, output: number];

export function positionsAround({ around }: Product): readonly Position[] {
  return positions(around);
}

export function summedPositions({ sums }: Product): readonly Position[] {
  return positions(sums.map((axis) => ({ ...axis, output: 0 })));
}

function positions(axes: readonly ProductAxis[]): readonly Position[] {
  let found: Position[] = [[0, 0, 0]];
  for (const { extent, left, right, output } of axes) {
    found = found.flatMap(([a, b, c]) =>
      Array.from({ length: extent }, (_, i): Position => [
        a + i * left,
        b + i * right,
        c + i * output,
      ]),
    );
  }
  return found;
}
