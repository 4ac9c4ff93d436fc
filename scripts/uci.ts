/**
 * UCI yacht, the first standard splits: test RMSE and mean log predictive density of a network with a fixed and of one
 * with a trainable activation, beside published figures. Nothing is tuned on test rows.
 * docs/uci-yacht.md holds what it printed.
 *
 *   npm run uci -- [--splits 5] [--chains 2] [--warmup 200] [--draws 200] [--max-treedepth 7]
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { predict, sample, type ProgressEvent } from '../src/index.js';
import { PUBLISHED_YACHT } from './published-yacht.js';
import { standardSplits } from './standard-splits.js';

const VARIANTS = {
  'tanh, fixed': 'examples/regression/regression.bnn',
  'MMeLU, trained': 'examples/yacht/trainable.bnn',
} as const;

interface Score {
  readonly rmse: number;
  readonly lpd: number;
  readonly ok: boolean;
  readonly seconds: number;
}

interface Effort {
  readonly chains: number;
  readonly warmup: number;
  readonly draws: number;
  readonly maxTreedepth: number;
}

const { values } = parseArgs({
  options: {
    splits: { type: 'string', default: '5' },
    chains: { type: 'string', default: '2' },
    warmup: { type: 'string', default: '200' },
    draws: { type: 'string', default: '200' },
    'max-treedepth': { type: 'string', default: '7' },
  },
});
const effort: Effort = {
  chains: Number(values.chains),
  warmup: Number(values.warmup),
  draws: Number(values.draws),
  maxTreedepth: Number(values['max-treedepth']),
};

/** Writes over the line of progress, which only a terminal has. */
const lineStart = process.stderr.isTTY ? '\r\u001b[K' : '';

const folder = mkdtempSync(join(tmpdir(), 'bnn-uci-'));
try {
  await compare(Number(values.splits));
} finally {
  rmSync(folder, { recursive: true });
}

async function compare(splits: number): Promise<void> {
  const [header = '', ...rows] = readFileSync('examples/yacht/yacht.csv', 'utf8')
    .trim()
    .split('\n');
  const tests = standardSplits(rows.length, splits);
  const table = [['method', 'test RMSE', 'mean lpd', 'source']];
  for (const [name, model] of Object.entries(VARIANTS)) {
    const scores: Score[] = [];
    for (const [k, test] of tests.entries()) {
      const held = new Set(test);
      const write = (part: string, isTest: boolean) => {
        const path = join(folder, `${part}-${String(k)}.csv`);
        const kept = rows.filter((_, row) => held.has(row) === isTest);
        writeFileSync(path, [header, ...kept, ''].join('\n'));
        return path;
      };
      const score = await run(
        model,
        write('train', false),
        write('test', true),
        `${name} ${String(k)}`,
      );
      scores.push(score);
      process.stderr.write(`${lineStart}${name}, split ${String(k + 1)}: ${described(score)}\n`);
    }
    const column = (key: 'rmse' | 'lpd') => spread(scores.map((score) => score[key]));
    const passed = scores.filter(({ ok }) => ok).length;
    const source = `bnn, ${String(splits)} splits, diagnostics passed on ${String(passed)}`;
    table.push([name, column('rmse'), column('lpd'), source]);
  }
  for (const { method, rmse, lpd, source } of PUBLISHED_YACHT) {
    table.push([method, rmse, lpd, source]);
  }
  process.stdout.write(markdownTable(table));
}

/** In columns, so that it reads in a terminal as in a page. */
function markdownTable([head = [], ...rows]: readonly (readonly string[])[]): string {
  const widths = head.map((_, k) => Math.max(...[head, ...rows].map((row) => row[k]!.length)));
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |\n`;
  const padded = (row: readonly string[]) => line(row.map((cell, k) => cell.padEnd(widths[k]!)));
  return [padded(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(padded)].join(
    '',
  );
}

async function run(model: string, train: string, test: string, label: string): Promise<Score> {
  const directory = join(folder, label.replaceAll(/\W+/g, '-'));
  const bindings = ['y=residuary_resistance'];
  const onProgress = ({ chain, iteration, total }: ProgressEvent) => {
    if (!process.stderr.isTTY) return;
    const done = `${String(iteration)} of ${String(total)}`;
    process.stderr.write(`${lineStart}${label}: chain ${String(chain)}, ${done}`);
  };
  const input = { model, data: train, bindings, directory, seed: label, ...effort, onProgress };
  const { summary } = await sample(input);
  const target = (await predict(directory, { data: test })).targets[0];
  if (target?.kind !== 'numeric' || target.scores === undefined || summary === undefined) {
    throw new Error(`no scores for ${label}`);
  }
  const { rmse, meanLpd } = target.scores;
  const { warmup, sampling } = summary.run.seconds;
  return { rmse, lpd: meanLpd, ok: summary.diagnosis.ok, seconds: warmup + sampling };
}

function described({ rmse, lpd, ok, seconds }: Score): string {
  const verdict = ok ? 'diagnostics passed' : 'diagnostics failed';
  return `RMSE ${rmse.toFixed(3)}, mean lpd ${lpd.toFixed(3)}, ${verdict}, ${seconds.toFixed(0)} s of work`;
}

/** Mean +- standard error over splits. */
function spread(scores: readonly number[]): string {
  const n = scores.length;
  const mean = scores.reduce((sum, x) => sum + x, 0) / n;
  const variance = scores.reduce((sum, x) => sum + (x - mean) ** 2, 0) / Math.max(1, n - 1);
  return `${mean.toFixed(2)} +- ${Math.sqrt(variance / n).toFixed(2)} (se)`;
}
