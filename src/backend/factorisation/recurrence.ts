import type { Extent, RoutineCode } from './routine-code.js';

const [COEFFICIENTS, TERMS, RESULT] = [0, 1, 2];

export interface RecurrenceSize {
  readonly length: number;
  /** Series side by side. */
  readonly width: number;
  readonly backwards: boolean;
}

/** h[t] = a[t] h[t -+ 1] + b[t], as many series at a time as a vector has lanes. */
export function writeRecurrence(code: RoutineCode, size: RecurrenceSize): void {
  const { width } = size;
  const rest = width % code.lanes;
  code.loop([0], [width - rest], code.lanes, (series) => {
    writeSeries(code, size, [[series, 1]], code.lanes);
  });
  if (rest > 0) writeSeries(code, size, [width - rest], rest);
}

function writeSeries(
  code: RoutineCode,
  { length, width, backwards }: RecurrenceSize,
  series: Extent,
  count: number,
): void {
  const { v } = code;
  const step = backwards ? -width : width;
  const start: Extent = [backwards ? (length - 1) * width : 0, ...series];
  const [a, b, h] = [COEFFICIENTS, TERMS, RESULT].map((array) => code.pointer(array, start));
  const value = v.variable(code.load(b!, 0, count));
  code.store(h!, 0, value, count);
  code.loop([1], [length], 1, () => {
    for (const pointer of [a!, b!, h!]) code.move(pointer, step);
    v.assign(value, v.madd(code.load(a!, 0, count), value, code.load(b!, 0, count)));
    code.store(h!, 0, value, count);
  });
}
