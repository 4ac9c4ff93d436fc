import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import type { Dataset } from '../../base/dataset.js';
import { DiagnosticError } from '../../base/diagnostic.js';
import { diagnostic } from '../../base/message.js';
import type { SourceText } from '../../base/source.js';
import { ENGINE_MESSAGES } from '../messages.js';
import { writeCheckpoint, type ChainState } from './checkpoint.js';
import { writeDataset } from './dataset-file.js';
import { fingerprint, replaceFile, syncDirectory } from './durable.js';
import { chainPaths, DATA, MANIFEST, MODEL, NUMBERS } from './layout.js';
import { RunLock } from './lock.js';
import { writeUses } from './used-texts.js';
import { FORMAT, type Manifest } from './manifest.js';
import { packageVersion } from './package-version.js';

/** What a run is before its first sweep. */
export interface NewRun {
  readonly source: SourceText;
  readonly dataset: Dataset;
  readonly manifest: Omit<Manifest, 'format' | 'package' | 'node' | 'created' | 'files' | 'uses'>;
  /** The start of each chain. */
  readonly starts: readonly ChainState[];
}

/** Throws where something is in the way of a new run. */
export function requireFree(directory: string): void {
  const found = statSync(directory, { throwIfNoEntry: false });
  if (found === undefined) return;
  if (!found.isDirectory()) throw taken(directory, 'it is a file');
  if (readdirSync(directory).length > 0) throw taken(directory, 'it is not empty');
}

/**
 * Makes the directory of a run, locked. All of it is written beside its place and renamed there,
 * so that it is whole or not there at all.
 */
export function createRun(directory: string, run: NewRun): RunLock {
  requireFree(directory);
  const place = resolve(directory);
  mkdirSync(dirname(place), { recursive: true });
  const preparing = join(dirname(place), `.${basename(place)}.${String(process.pid)}`);
  rmSync(preparing, { recursive: true, force: true });
  mkdirSync(preparing);
  let lock: RunLock | undefined;
  try {
    lock = RunLock.acquire(preparing);
    write(preparing, run);
    moveInto(preparing, place, directory);
  } catch (thrown) {
    lock?.release();
    rmSync(preparing, { recursive: true, force: true });
    throw thrown;
  }
  lock.moved(place);
  syncDirectory(dirname(place));
  return lock;
}

function write(folder: string, { source, dataset, manifest, starts }: NewRun): void {
  replaceFile(join(folder, MODEL), source.text);
  const uses = writeUses(folder, source);
  writeDataset(folder, dataset);
  starts.forEach((start, index) => {
    const paths = chainPaths(folder, index + 1);
    mkdirSync(paths.folder);
    const bytes = { draws: 0, statistics: 0, warmup: 0 };
    const seconds = { warmup: 0, sampling: 0 };
    writeCheckpoint(paths.checkpoint, { ...start, iteration: 0, bytes, seconds, divergences: 0 });
  });
  const files = Object.fromEntries(
    [MODEL, DATA, NUMBERS, ...new Set(uses.map(({ file }) => file))].map((name) => [
      name,
      fingerprint(join(folder, name)),
    ]),
  );
  const whole: Manifest = {
    format: FORMAT,
    package: packageVersion(),
    node: process.version,
    created: new Date().toISOString(),
    files,
    ...(uses.length > 0 && { uses }),
    ...manifest,
  };
  replaceFile(join(folder, MANIFEST), `${JSON.stringify(whole, undefined, 2)}\n`);
}

/** A rename replaces an empty directory, and refuses one that someone has filled since. */
function moveInto(preparing: string, place: string, directory: string): void {
  try {
    if (process.platform === 'win32' && existsSync(place)) rmSync(place, { recursive: false });
    renameSync(preparing, place);
  } catch (thrown) {
    requireFree(directory);
    throw thrown;
  }
}

function taken(directory: string, reason: string): DiagnosticError {
  return new DiagnosticError([diagnostic(ENGINE_MESSAGES.directoryTaken, { directory, reason })]);
}
