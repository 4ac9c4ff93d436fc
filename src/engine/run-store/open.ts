import { existsSync, statSync } from 'node:fs';
import { DiagnosticError } from '../../base/diagnostic.js';
import { diagnostic } from '../../base/message.js';
import type { BlockStatistics, Draws } from '../../base/draws.js';
import { ENGINE_MESSAGES } from '../messages.js';
import type { ChainState, Run, Seconds } from '../run.js';
import { blockStatistics } from './block-statistics.js';
import type { FinishedFiles } from './chain-files.js';
import { readCheckpoint, type Checkpoint } from './checkpoint.js';
import { damaged, readDocument, readPresent, requireSame } from './damage.js';
import { fingerprintOf, readDoubles } from './durable.js';
import { chainPaths, type ChainPaths } from './layout.js';
import type { Manifest } from './manifest.js';
import { readInputs, readManifest, requireUntouched } from './read-manifest.js';
import { mostDraws } from './most-draws.js';

/** Reads a run directory, finished or not; a coded error where it is none or is damaged. */
export function openRun(directory: string): Run {
  const manifest = readManifest(directory);
  requireUntouched(directory, manifest);
  const chains = chainStates(directory, manifest);
  const read = (file: 'draws' | 'statistics', width: number) =>
    readChains(directory, { manifest, chains, file, width });
  return {
    directory,
    manifest,
    ...readInputs(directory, manifest),
    chains,
    finished: chains.every((chain) => chain.finished),
    seconds: combine(chains, (a, b) => a + b),
    longest: combine(chains, Math.max),
    draws(): Draws {
      const { quantities, width } = manifest;
      const read_ = read('draws', width);
      return { quantities, width, ...read_ };
    },
    statistics(): BlockStatistics[] {
      const names = manifest.blocks.reduce((sum, block) => sum + block.statistics.length, 0);
      const rows = read('statistics', names).chains;
      const { kept } = mostDraws(chains);
      return blockStatistics(manifest.blocks, rows).map((block, i) => {
        const records = kept.flatMap((chain) => chain.records[i] ?? []);
        return records.length > 0 ? { ...block, records } : block;
      });
    },
  };
}

/** Every chain as its last checkpoint has it; its files must hold what the checkpoint counts. */
export function chainStates(directory: string, manifest: Manifest): ChainState[] {
  const { chains, warmup, draws } = manifest.settings;
  return Array.from({ length: chains }, (_, index) => {
    const paths = chainPaths(directory, index + 1);
    const checkpoint = readCheckpoint(paths.checkpoint, manifest.state);
    requireBytes(paths, checkpoint);
    const { iteration, seconds, divergences, records } = checkpoint;
    return {
      chain: index + 1,
      done: iteration,
      total: warmup + draws,
      finished: existsSync(paths.finished),
      draws: Math.max(0, iteration - warmup),
      divergences,
      seconds,
      records,
    };
  });
}

function requireBytes(paths: ChainPaths, { bytes }: Checkpoint): void {
  for (const name of ['draws', 'statistics', 'warmup'] as const) {
    const size = statSync(paths[name], { throwIfNoEntry: false })?.size ?? 0;
    if (size >= bytes[name]) continue;
    const [found, wanted] = [size, bytes[name]].map(String);
    throw damaged(paths[name], `it has ${found!} bytes of the ${wanted!} checkpointed`);
  }
}

interface Reading {
  readonly manifest: Manifest;
  readonly chains: readonly ChainState[];
  readonly file: 'draws' | 'statistics';
  readonly width: number;
}

function readChains(
  directory: string,
  { manifest, chains, file, width }: Reading,
): Pick<Draws, 'draws' | 'chains'> {
  const { kept, length } = mostDraws(chains);
  if (length === 0) throw noDraws(directory, chains);
  return {
    draws: length,
    chains: kept.map(({ chain, finished }) => {
      const paths = chainPaths(directory, chain);
      const whole = finished ? manifest.settings.draws : length;
      const values = readPresent(paths[file], (path) => readDoubles(path, whole * width));
      if (values.length !== whole * width) throw damaged(paths[file], 'it has lost rows');
      if (finished) requireSealed(paths, file, values);
      return values.subarray(0, length * width);
    }),
  };
}

function requireSealed(paths: ChainPaths, file: 'draws' | 'statistics', values: Float64Array) {
  const sealed = readDocument(paths.finished, ['draws', 'statistics', 'warmup']) as FinishedFiles;
  requireSame(paths[file], sealed[file], fingerprintOf(values));
}

function combine(chains: readonly ChainState[], join: (a: number, b: number) => number): Seconds {
  return chains.reduce<Seconds>(
    (all, { seconds }) => ({
      warmup: join(all.warmup, seconds.warmup),
      sampling: join(all.sampling, seconds.sampling),
    }),
    { warmup: 0, sampling: 0 },
  );
}

function noDraws(directory: string, chains: readonly ChainState[]): DiagnosticError {
  const done = chains.map((c) => `chain ${String(c.chain)} has ${String(c.done)}`).join(', ');
  const progress = `${done} of ${String(chains[0]?.total ?? 0)} iterations`;
  return new DiagnosticError([diagnostic(ENGINE_MESSAGES.noDraws, { directory, progress })]);
}
