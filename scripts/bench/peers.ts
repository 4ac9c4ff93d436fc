import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readDataset } from '../../src/exchange/index.js';
import { judge, type JudgedRun, type JudgedWorkload, type Took } from './judged.js';
import { builtProgram, type NativeSource } from './native.js';

const CHAINS = 4;
const FOLDER = 'test/bench/peers';
/** Of compiled programs, which outlive a run of the bench. */
const CACHE = 'runs/bench-peers';

export interface Peer {
  readonly name: string;
  readonly command: string;
  /** What the command runs or, of a program in C, compiles. */
  readonly script: string | NativeSource;
  /** All where there is none. */
  readonly workloads?: readonly string[];
  /** Moves given states by so many sweeps, where the peer can do that without tuning itself on the way. */
  readonly sweeps?: string;
  /** Words after the command that succeed where the peer is installed. */
  readonly probe: readonly string[];
}

export const PEERS: readonly Peer[] = [
  { name: 'Stan', command: 'Rscript', script: 'stan.R', probe: ['-e', 'library(rstan)'] },
  {
    ...{ name: 'JAGS', command: 'Rscript', script: 'jags.R', sweeps: 'jags_sweeps.R' },
    probe: ['-e', 'library(rjags)'],
  },
  {
    ...{ name: 'NumPyro', command: 'python3', script: 'numpyro_nuts.py' },
    ...{ sweeps: 'numpyro_sweeps.py' },
    probe: ['-c', 'import numpyro'],
  },
  // The scheme of Neal's FBM, written here.
  {
    ...{ name: 'Neal', command: 'cc', probe: ['--version'], workloads: ['A'] },
    script: { native: 'neal.c', definitions: ['MODEL=1'], libraries: ['m'] },
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
export function peerRun(peer: Peer, workload: JudgedWorkload, folder: string): JudgedRun | string {
  const out = join(folder, `${peer.name}-${workload.name}.csv`);
  const effort = [CHAINS, workload.warmup, workload.draws].map(String);
  const took = run(peer, peer.script, [workload.name, folder, out, ...effort]);
  return typeof took === 'string' ? took : judge(...drawn(out), took);
}

/** States as a table, and where a peer has moved them; or how it failed. A column an element of an unknown. */
export function sweptBy(
  peer: Peer,
  workload: string,
  folder: string,
  states: { readonly names: readonly string[]; readonly rows: readonly Float64Array[] },
  sweeps: number,
): { took: Took; rows: Float64Array[] } | string {
  if (peer.sweeps === undefined) return 'not made to start at given states';
  const [starts, out] = ['starts', 'ends'].map((end) => join(folder, `${peer.name}-${end}.csv`));
  const header = states.names.map((name) => `"${name}"`).join(',');
  writeFileSync(starts!, `${[header, ...states.rows.map((row) => row.join(','))].join('\n')}\n`);
  const effort = [states.rows.length, 0, sweeps].map(String);
  const took = run(peer, peer.sweeps, [workload, folder, out!, ...effort, starts!]);
  if (typeof took === 'string') return took;
  const [, ...columns] = readDataset(out!).columns.values();
  const rows = states.rows.map((_, k) =>
    Float64Array.from(columns, ({ values }) => values[k] as number),
  );
  return { took, rows };
}

/** What a script of a peer says it took; or how it failed. */
function run(
  peer: Peer,
  script: Peer['script'],
  [workload, folder, out, ...rest]: readonly string[],
): Took | string {
  mkdirSync(CACHE, { recursive: true });
  const words = [workload!, folder!, `${FOLDER}/models`, CACHE, out!, ...rest];
  const program = join(folder!, peer.name);
  const isInC = typeof script !== 'string';
  const failure = isInC ? builtProgram(script, 'f64', program) : undefined;
  if (failure !== undefined) return failure;
  const [file, first] = isInC ? [program, []] : [peer.command, [join(FOLDER, script)]];
  try {
    const printed = execFileSync(file, [...first, ...words], {
      ...{ encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] },
      maxBuffer: 2 ** 26,
    });
    return JSON.parse(printed.trim().split('\n').at(-1)!) as Took;
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
