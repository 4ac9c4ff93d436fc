/**
 * The main job on a real data set, as a user would type it: plan, sample, predict, with each command shown.
 *
 *   npm run demo
 */
import { existsSync, mkdirSync } from 'node:fs';
import { processIo } from '../src/cli/io.js';
import { main } from '../src/cli/run.js';

const DATA = ['--data', 'examples/yacht/train.csv', '--bind', 'y=residuary_resistance'];
const MODEL = 'examples/regression/regression.bnn';
// Enough for a good prediction within two minutes on two cores, and less than the diagnostics ask for.
const SHORT = ['--chains', '2', '--warmup', '200', '--draws', '200', '--max-treedepth', '7'];

function freeDirectory(): string {
  mkdirSync('runs', { recursive: true });
  for (let number = 1; ; number++) {
    const directory = `runs/yacht-${String(number)}`;
    if (!existsSync(directory)) return directory;
  }
}

async function bnn(...argv: string[]): Promise<number> {
  process.stdout.write(`\n$ bnn ${argv.map(quoted).join(' ')}\n`);
  return await main(argv, processIo());
}

function quoted(word: string): string {
  return /^[\w./=-]+$/.test(word) ? word : `'${word}'`;
}

const directory = freeDirectory();
const sampled = await bnn('sample', MODEL, ...DATA, ...SHORT, '--seed', '1', '--out', directory);
if (sampled === 0 || sampled === 2) {
  const out = `${directory}-predictions.csv`;
  await bnn('predict', directory, '--data', 'examples/yacht/test.csv', '--out', out);
  process.stdout.write(`\nThe run is in ${directory}, the predictions in ${out}.\n`);
  if (sampled === 2) {
    process.stdout.write(
      'The demo is kept short, and its diagnostics say so (status 2): without --warmup, --draws and\n' +
        '--max-treedepth the same command samples longer.\n',
    );
  }
} else process.exitCode = sampled;
