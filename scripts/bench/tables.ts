import Table from 'cli-table3';
import type { LatencyRow } from './cold-start.js';
import type { GradientRow } from './gradient.js';
import type { GrowthRow, LargeRow } from './growth.js';
import type { Measured } from './timing.js';

export function gradientText(rows: readonly GradientRow[]): string {
  return titled(
    'One log density with its gradient, microseconds: median (least to most); ratio of the least',
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

export function growthText(rows: readonly GrowthRow[]): string {
  return titled(
    'How the time of a gradient grows, microseconds (by size), and its exponent',
    ['what grows', 'backend', 'time by size', 'exponent', 'of the last two'],
    rows.map(({ series, backend, sizes, microseconds, exponent, lastExponent }) => [
      ...[series, backend],
      sizes.map((size, i) => `${String(size)}: ${figure(microseconds[i]!)}`).join(', '),
      ...[exponent.toFixed(2), lastExponent.toFixed(2)],
    ]),
  );
}

export function largeText(rows: readonly LargeRow[]): string {
  return titled(
    'Large models',
    ['model', 'backend', 'parameters', 'compile, ms', 'gradient, ms'],
    rows.map(({ model, backend, parameters, compile, gradient }) => [
      ...[model, backend, String(parameters)],
      ...[figure(compile), figure(gradient / 1000)],
    ]),
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
