import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Dataset } from '../../base/dataset.js';
import { DiagnosticError } from '../../base/diagnostic.js';
import { diagnostic } from '../../base/message.js';
import type { SourceText } from '../../base/source.js';
import { ENGINE_MESSAGES } from '../messages.js';
import { damaged, readDocument, readPresent, requireSame } from './damage.js';
import { readDataset } from './dataset-file.js';
import { fingerprint } from './durable.js';
import { MANIFEST, MODEL } from './layout.js';
import { readUses } from './used-texts.js';
import { FORMAT, type Manifest } from './manifest.js';

const KEYS: readonly (keyof Manifest)[] = [
  'package',
  'node',
  'created',
  'model',
  'data',
  'settings',
  'files',
  'bindings',
  'plan',
  'quantities',
  'width',
  'state',
  'blocks',
];

/** The manifest of a run; a coded error where the directory is none, or newer than this reader. */
export function readManifest(directory: string): Manifest {
  const found = statSync(directory, { throwIfNoEntry: false });
  if (found === undefined) throw notARun(directory, 'there is no such directory');
  if (!found.isDirectory()) throw notARun(directory, 'it is a file');
  const file = join(directory, MANIFEST);
  if (!existsSync(file)) throw notARun(directory, `it has no \`${MANIFEST}\``);
  const document = readDocument(file, ['format']) as { format: number; package?: string };
  if (document.format > FORMAT) throw newer(directory, document);
  return readDocument(file, KEYS) as Manifest;
}

/** The model's text, and the data, as the run was begun with them. */
export function readInputs(
  directory: string,
  manifest: Manifest,
): { readonly source: SourceText; readonly dataset: Dataset } {
  const model = join(directory, MODEL);
  const text = readPresent(model, (path) => readFileSync(path, 'utf8'));
  return {
    source: readUses(directory, { name: manifest.model, text }, manifest.uses),
    dataset: readDataset(directory),
  };
}

/** Throws where a file that never changes has changed. */
export function requireUntouched(directory: string, manifest: Manifest): void {
  for (const [name, written] of Object.entries(manifest.files)) {
    const file = join(directory, name);
    requireSame(file, written, readPresent(file, fingerprint));
  }
  const { chains, warmup, draws } = manifest.settings;
  if (![chains, warmup, draws].every((count) => Number.isInteger(count) && count >= 0)) {
    throw damaged(join(directory, MANIFEST), 'its settings are not counts');
  }
}

function notARun(directory: string, reason: string): DiagnosticError {
  return new DiagnosticError([diagnostic(ENGINE_MESSAGES.notARun, { directory, reason })]);
}

function newer(directory: string, found: { format: number; package?: string }): DiagnosticError {
  const values = { directory, found: found.format, known: FORMAT };
  const writer = found.package ?? 'a later version';
  return new DiagnosticError([diagnostic(ENGINE_MESSAGES.newerFormat, { ...values, writer })]);
}
