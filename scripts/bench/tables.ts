import Table from 'cli-table3';
import type { CheckRow } from './check-speed.js';
import type { LatencyRow } from './cold-start.js';
import type { Agreement, EssRow } from './ess.js';
import type { GradientRow } from './gradient.js';
import type { GrowthRow, LargeRow } from './growth.js';
import type { InvarianceRow } from './invariance.js';
import type { Distance, Worst } from './paired-ranks.js';
import type { Measured } from './timing.js';

export function gradientText(rows: readonly GradientRow[]): string {
  return titled(
    'One log density with its gradient, CPU microseconds: median (least to most); ratio of the least',
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

export function checkText(rows: readonly CheckRow[]): string {
  return titled(
    'The first check of a text in a process, CPU milliseconds: median (least to most)',
    ['lines', 'time', 'least, microseconds a line'],
    rows.map(({ lines, milliseconds }) => [
      ...[String(lines), spread(milliseconds)],
      figure((milliseconds.least * 1000) / lines),
    ]),
  );
}

export function growthText(rows: readonly GrowthRow[]): string {
  return titled(
    'How the time of a gradient grows, CPU microseconds (by size), and its exponent',
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
    ['model', 'backend', 'parameters', 'compile, ms', 'gradient, CPU ms'],
    rows.map(({ model, backend, parameters, compile, gradient }) => [
      ...[model, backend, String(parameters)],
      ...[figure(compile), figure(gradient / 1000)],
    ]),
  );
}

export function essText(rows: readonly EssRow[]): string {
  const number = (value: number | undefined) => (value === undefined ? '-' : figure(value));
  return titled(
    'Pooled bulk ESS a CPU second of sampling: the worst judged quantity, the worst scale',
    [
      ...['workload', 'sampler', 'chains x draws', 'warm-up, s', 'sampling, s'],
      ...['judged', 'R-hat', 'in chains alone', 'scales', 'R-hat'],
      ...['beside the best peer', 'scales', ''],
    ],
    rows.map((row) => {
      const { workload, who, run, perSecond, rhat, scalesPerSecond, scalesRhat } = row;
      if (row.missing !== undefined) {
        return [workload, who, ...Array<string>(10).fill('-'), row.missing];
      }
      if (run === undefined) {
        const note = `recorded, times ${figure(row.scaledBy!)}: the yardstick then and now`;
        const none = ['-', '-', '-'];
        const scales = [number(scalesPerSecond), '-', '-', '-'];
        return [workload, who, ...none, number(perSecond), '-', '-', ...scales, note];
      }
      return [
        ...[workload, who, `${String(run.chains)} x ${String(run.draws)}`],
        ...[figure(run.warmup), figure(run.sampling), number(perSecond), number(rhat)],
        row.alone!.map(figure).join(', '),
        ...[number(scalesPerSecond), number(scalesRhat)],
        ...[number(row.toBestPeer), number(row.scalesToBestPeer), run.note],
      ];
    }),
  );
}

export function agreementText(rows: readonly Agreement[]): string {
  return titled(
    'The same posterior: difference of means and of sds, in standard errors, at the worst quantity',
    [
      ...['workload', 'ours', 'peer', 'quantities', 'mean', 'p', 'sd', 'p'],
      'within, by chance, 99 of 100',
    ],
    rows.map(({ workload, ours, peer, quantities, worstMean, worstSd, bound, pOfMean, pOfSd }) => [
      ...[workload, ours, peer, String(quantities)],
      ...[distance(worstMean), chance(pOfMean), distance(worstSd), chance(pOfSd)],
      bound.toFixed(2),
    ]),
  );
}

export function invarianceText(rows: readonly InvarianceRow[]): string {
  const worst = (found: Worst) => [distance(found), chance(found.p)];
  return titled(
    "Our draws moved by a peer's sweeps: the worst quantity, in standard errors, and the chance of as much if the posterior is the peer's",
    [
      ...['workload', 'ours', 'peer', 'fault', 'draws x sweeps', 'CPU s', 'quantities'],
      ...['correlation', 'location', 'p', 'spread', 'p'],
    ],
    rows.map(({ workload, ours, peer, fault, missing, tests, ...row }) => {
      const who = [workload, ours, peer, fault ?? '-'];
      if (tests === undefined) return [...who, ...Array<string>(7).fill('-'), missing!];
      const alike = tests.quantities.map((quantity) => quantity.alike);
      const [least, most] = [Math.min(...alike), Math.max(...alike)];
      return [
        ...who,
        ...[`${String(row.states)} x ${String(row.sweeps)}`, figure(row.took!.sampling)],
        ...[String(alike.length), `${figure(least)} to ${figure(most)}`],
        ...[...worst(tests.location), ...worst(tests.spread)],
      ];
    }),
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

function chance(p: number): string {
  return p.toPrecision(2);
}

function distance({ name, z }: Distance): string {
  return `${z.toFixed(2)} (${name})`;
}

function spread({ median, least, most }: Measured): string {
  return `${figure(median)} (${figure(least)} to ${figure(most)})`;
}

/** Three digits, without an exponent. */
function figure(value: number): string {
  return value >= 100 ? value.toFixed(0) : String(Number(value.toPrecision(3)));
}
