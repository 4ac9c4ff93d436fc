/**
 * The picture in the README, from a real run on examples/yacht: resistance of one hull against speed.
 *
 *   npm run build && npx tsc -p scripts && node dist/scripts/picture.js [run]
 *
 * Without a run directory the model is sampled first, which takes some minutes.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { predict, sample } from '../src/index.js';
import { renderPlot, type Point } from './plot.js';

const HULL = '-5,0.565,5.1,3.94,3.51';
const FROM = 0.1;
const TO = 0.5;

/** Speed and resistance of the rows of one file that are of this hull. */
function measured(path: string): Point[] {
  const rows = readFileSync(path, 'utf8').trim().split('\n');
  return rows
    .filter((row) => row.startsWith(`${HULL},`))
    .map((row) =>
      row
        .slice(HULL.length + 1)
        .split(',')
        .map(Number),
    )
    .map(([x = NaN, y = NaN]) => ({ x, y }));
}

async function fitted(folder: string): Promise<string> {
  const given = process.argv[2];
  if (given !== undefined) return given;
  const directory = join(folder, 'run');
  await sample({
    ...{ model: 'examples/regression/regression.bnn', data: 'examples/yacht/train.csv' },
    ...{ bindings: ['y=residuary_resistance'], directory, seed: '1' },
    ...{ chains: 2, warmup: 500, draws: 500, maxTreedepth: 8 },
  });
  return directory;
}

const folder = mkdtempSync(join(tmpdir(), 'bnn-picture-'));
try {
  const header = readFileSync('examples/yacht/train.csv', 'utf8').split('\n')[0]!;
  const speeds = Array.from({ length: 81 }, (_, i) => FROM + ((TO - FROM) * i) / 80);
  const grid = join(folder, 'grid.csv');
  const columns = header.split(',').slice(0, -1).join(',');
  writeFileSync(grid, [columns, ...speeds.map((s) => `${HULL},${s.toFixed(4)}`), ''].join('\n'));
  const target = (await predict(await fitted(folder), { data: grid })).targets[0];
  if (target?.kind !== 'numeric') throw new Error('the target must be numeric');
  const svg = renderPlot({
    title: 'One hull of the yacht data: resistance against speed',
    x: { label: 'Froude number', from: FROM, to: TO, ticks: [0.1, 0.2, 0.3, 0.4, 0.5] },
    y: { label: 'residuary resistance', from: -10, to: 90, ticks: [0, 20, 40, 60, 80] },
    band: speeds.map((x, i) => ({ x, y: target.q5[i]!, top: target.q95[i]! })),
    line: speeds.map((x, i) => ({ x, y: target.mean[i]! })),
    seen: measured('examples/yacht/train.csv'),
    unseen: measured('examples/yacht/test.csv'),
  });
  writeFileSync('docs/yacht.svg', svg);
} finally {
  rmSync(folder, { recursive: true });
}
