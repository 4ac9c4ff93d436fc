/**
 * Writes the example data that are made rather than copied: the train and test parts of yacht and
 * iris, and the simulated data of varying-intercepts and spike-and-slab. Same seed, same files.
 *
 *   npx tsc -p scripts && node dist/scripts/make-examples.js
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { RandomStream } from '../src/base/random/stream.js';

const SEED = '20240501';

interface Table {
  readonly header: string;
  readonly rows: readonly string[];
}

function readTable(path: string): Table {
  const [header = '', ...rows] = readFileSync(path, 'utf8').trimEnd().split('\n');
  return { header, rows };
}

function writeTable(path: string, { header, rows }: Table): void {
  writeFileSync(path, [header, ...rows, ''].join('\n'));
}

/** Fisher and Yates' shuffle of 0 .. n - 1. */
function shuffled(stream: RandomStream, n: number): number[] {
  const order = Array.from({ length: n }, (_, i) => i);
  for (let i = n - 1; i > 0; i--) {
    const j = Math.floor(stream.uniform() * (i + 1));
    const kept = order[i]!;
    order[i] = order[j]!;
    order[j] = kept;
  }
  return order;
}

/** `testRows` rows drawn at random are the test part; both parts keep the order of the file. */
function split(from: string, folder: string, testRows: number): void {
  const table = readTable(from);
  const test = new Set(
    shuffled(new RandomStream(SEED, from), table.rows.length).slice(0, testRows),
  );
  const part = (isTest: boolean) => table.rows.filter((_, row) => test.has(row) === isTest);
  writeTable(`${folder}/train.csv`, { header: table.header, rows: part(false) });
  writeTable(`${folder}/test.csv`, { header: table.header, rows: part(true) });
}

/** 12 counties of unequal size: alpha ~ normal(1.5, 0.4), y ~ normal(alpha[county] - 0.7 x, 0.6). */
function simulateCounties(path: string): void {
  const stream = new RandomStream(SEED, 'counties');
  const sizes = [3, 25, 7, 14, 2, 18, 9, 5, 30, 11, 4, 12];
  const rows = sizes.flatMap((size, county) => {
    const alpha = 1.5 + 0.4 * stream.normal();
    return Array.from({ length: size }, () => {
      const x = stream.uniform() < 0.6 ? 0 : 1;
      const y = alpha - 0.7 * x + 0.6 * stream.normal();
      return `${y.toFixed(3)},${String(x)},${String(county + 1)}`;
    });
  });
  writeTable(path, { header: 'y,x,county', rows });
}

/** 80 rows of 10 inputs, of which the first and the third matter: y ~ normal(1.5 x1 - x3, 0.8). */
function simulateSparse(path: string): void {
  const stream = new RandomStream(SEED, 'sparse');
  const rows = Array.from({ length: 80 }, () => {
    const x = Array.from({ length: 10 }, () => stream.normal());
    const y = 1.5 * x[0]! - x[2]! + 0.8 * stream.normal();
    return [y, ...x].map((value) => value.toFixed(3)).join(',');
  });
  const inputs = Array.from({ length: 10 }, (_, j) => `x${String(j + 1)}`);
  writeTable(path, { header: ['y', ...inputs].join(','), rows });
}

split('examples/yacht/yacht.csv', 'examples/yacht', 31);
split('examples/sparse-mmelu/iris.csv', 'examples/sparse-mmelu', 30);
simulateCounties('examples/varying-intercepts/data.csv');
simulateSparse('examples/spike-and-slab/data.csv');
