/** `X[3,2]`, 1-based. */
export function pathOf(name: string, index: readonly number[]): string {
  return index.length === 0 ? name : `${name}[${index.map((k) => k + 1).join(',')}]`;
}

/** 0-based places along each axis of a flat, row-major element. */
export function indexOf(element: number, shape: readonly number[]): number[] {
  const index: number[] = [];
  let rest = element;
  for (const length of shape.toReversed()) {
    index.unshift(rest % length);
    rest = Math.floor(rest / length);
  }
  return index;
}
