import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { readDataset } from '../../src/exchange/index.js';
import { judge, type JudgedRun, type JudgedWorkload, type Took } from './judged.js';

const CHAINS = 4;
const FOLDER = 'test/bench/peers';
/** Of compiled programs, which outlive a run of the bench. */
const CACHE = 'runs/bench-peers';

export interface Peer {
  readonly name: string;
  readonly command: string;
  readonly script: string;
  /** Words after the command that succeed where the peer is installed. */
  readonly probe: readonly string[];
}

export const PEERS: readonly Peer[] = [
  { name: 'Stan', command: 'Rscript', script: 'stan.R', probe: ['-e', 'library(rstan)'] },
  { name: 'JAGS', command: 'Rscript', script: 'jags.R', probe: ['-e', 'library(rjags)'] },
  {
    ...{ name: 'NumPyro', command: 'python3', script: 'numpyro_nuts.py' },
    probe: ['-c', 'import numpyro'],
  },
];

export function isInstalled({ command, probe }: Peer): boolean {
  try {
    execFileSync(command, probe, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** Runs a peer on a workload and judges its draws as ours are; or says how it failed. */
export function peerRun(
  { name, command, script }: Peer,
  workload: JudgedWorkload,
  folder: string,
): JudgedRun | string {
  const out = join(folder, `${name}-${workload.name}.csv`);
  mkdirSync(CACHE, { recursive: true });
  const effort = [CHAINS, workload.warmup, workload.draws].map(String);
  const words = [workload.name, folder, `${FOLDER}/models`, CACHE, out, ...effort];
  try {
    const printed = execFileSync(command, [join(FOLDER, script), ...words], {
      ...{ encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] },
      maxBuffer: 2 ** 26,
    });
    const took = JSON.parse(printed.trim().split('\n').at(-1)!) as Took;
    return judge(...drawn(out), took);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return `failed: ${error.message.trim().split('\n').slice(-2).join(' ')}`;
  }
}

/** Names, and each chain's rows, of a table whose first column is the chain's number. */
function drawn(path: string): [string[], Float64Array[]] {
  const [chain, ...columns] = readDataset(path).columns.values();
  const numbers = chain!.values as Float64Array;
  const chains = Array.from({ length: CHAINS }, (_, k) => {
    const rows = [...numbers.keys()].filter((row) => numbers[row] === k + 1);
    return Float64Array.from(
      rows.flatMap((row) => columns.map(({ values }) => values[row] as number)),
    );
  });
  return [columns.map(({ name }) => name), chains];
}
