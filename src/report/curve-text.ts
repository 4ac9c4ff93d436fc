import type { Curve } from './curve.js';
import { formatSignificant } from './number.js';

const [WIDTH, HEIGHT] = [65, 16];

/** A curve in characters: `•` the curve, `░` its band. */
export function curveText({ title, note, across, up, x, y, band, logarithmic }: Curve): string {
  const of = (value: number) => (logarithmic ? Math.log10(value) : value);
  const columns = Array.from({ length: WIDTH }, (_, k) =>
    Math.round((k * (x.length - 1)) / (WIDTH - 1)),
  );
  const shown = columns.map((i) => ({
    y: of(y[i]!),
    ...{ low: of(band?.low[i] ?? y[i]!), high: of(band?.high[i] ?? y[i]!) },
  }));
  const finite = shown.flatMap((one) => [one.low, one.y, one.high]).filter(Number.isFinite);
  const [bottom, top] = [Math.min(...finite), Math.max(...finite)];
  const row = (value: number) =>
    Math.round(((value - bottom) / Math.max(top - bottom, Number.MIN_VALUE)) * (HEIGHT - 1));
  const line = (k: number) =>
    shown
      .map((one) => {
        if (row(one.y) === k) return '•';
        return row(one.low) <= k && k <= row(one.high) ? '░' : ' ';
      })
      .join('')
      .trimEnd();
  const back = (value: number) => formatSignificant(logarithmic ? 10 ** value : value, 2);
  const labels = new Map([
    [0, back(bottom)],
    [HEIGHT - 1, back(top)],
  ]);
  const margin = Math.max(...[...labels.values()].map((label) => label.length));
  const rows = Array.from({ length: HEIGHT }, (_, i) => {
    const k = HEIGHT - 1 - i;
    return `${(labels.get(k) ?? '').padStart(margin)} │${line(k)}`;
  });
  const ends = [x[0]!, x.at(-1)!].map((end) => formatSignificant(end, 2));
  const gap = ' '.repeat(Math.max(1, WIDTH - ends[0]!.length - ends[1]!.length));
  return [
    ...[title, note, `${up}, over ${across}`, ''],
    ...rows,
    `${' '.repeat(margin)} └${'─'.repeat(WIDTH)}`,
    `${' '.repeat(margin + 2)}${ends[0]!}${gap}${ends[1]!}`,
  ].join('\n');
}
