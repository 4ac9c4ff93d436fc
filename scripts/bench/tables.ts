import Table from 'cli-table3';
import type { LatencyRow } from './fresh-process.js';
import type { GradientRow } from './gradient.js';
import type { Measured } from './timing.js';

export function gradientText(rows: readonly GradientRow[]): string {
  return titled(
    'One log density with its gradient, microseconds: median (least to most)',
    ['workload', 'backend', 'ours', 'hand-written C', 'ratio', 'greatest difference'],
    rows.map(({ workload, backend, ours, native, ratio, difference }) => [
      ...[workload, backend, spread(ours)],
      typeof native === 'string' ? `none: ${native}` : spread(native),
      ratio === undefined ? '-' : ratio.toFixed(2),
      difference === undefined ? '-' : difference.toExponential(1),
    ]),
  );
}

export function latencyText(rows: readonly LatencyRow[]): string {
  return titled(
    'Cold start to the first draw, milliseconds: median (least to most)',
    ['workload', 'backend', 'from the text', 'from the start of the process'],
    rows.map((row) => [row.workload, row.backend, spread(row.text), spread(row.process)]),
  );
}

export function memoryText(mebibytes: number): string {
  return `A run of A with 4 chains takes ${mebibytes.toFixed(0)} MiB at most\n`;
}

function titled(title: string, head: string[], rows: readonly string[][]): string {
  const table = new Table({ head, style: { head: [], border: [] } });
  table.push(...rows);
  return `${title}\n${table.toString()}\n`;
}

function spread({ median, least, most }: Measured): string {
  return `${figure(median)} (${figure(least)} to ${figure(most)})`;
}

/** Three digits, without an exponent. */
function figure(value: number): string {
  return value >= 100 ? value.toFixed(0) : String(Number(value.toPrecision(3)));
}
