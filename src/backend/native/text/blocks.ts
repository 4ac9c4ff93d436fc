/** A stretch of an axis gone through in steps of one size. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
  readonly step: number;
}

/** An axis in steps of the size, and what is left in one of its own. */
export function stretches(extent: number, size: number): Stretch[] {
  const whole = Math.floor(extent / size) * size;
  const found: Stretch[] = [];
  if (whole > 0) found.push({ start: 0, end: whole, step: size });
  if (whole < extent) found.push({ start: whole, end: extent, step: extent - whole });
  return found;
}

/** A `for`, or a block where it would run once, around what `body` gives. */
export function forText(index: string, { start, end, step }: Stretch, body: string): string {
  if (end - start === step) return `{ const long ${index} = ${String(start)};\n${body}\n}`;
  return `for (long ${index} = ${String(start)}; ${index} < ${String(end)}; ${index} += ${String(step)}) {\n${body}\n}`;
}

/** Loops over all of the axes around what `body` gives, with indices name0, name1, .. */
export function nestText(name: string, extents: readonly number[], body: string): string {
  return extents.reduceRight(
    (inside, extent, i) =>
      forText(`${name}${String(i)}`, { start: 0, end: extent, step: 1 }, inside),
    body,
  );
}

export function range(count: number): number[] {
  return Array.from({ length: count }, (_, i) => i);
}
