import { readFileSync } from 'node:fs';
import { dirname, isAbsolute, join } from 'node:path';
import type { Dataset } from '../base/dataset.js';
import { DiagnosticError, type Diagnostic } from '../base/diagnostic.js';
import type { FittedQuantity } from '../base/fitted-quantity.js';
import { diagnostic } from '../base/message.js';
import type { SourceText } from '../base/source.js';
import type { CheckedModel } from '../compiler/2-check/model.js';
import { check, type CompileOptions } from '../compiler/compile.js';
import { withUses } from '../compiler/uses.js';
import { readDataset } from '../exchange/index.js';
import { namedRuns, readEarlierRuns } from './earlier-runs.js';
import { isSystemError } from './failure.js';
import { CLI_MESSAGES } from './messages.js';

/** A model and what may be changed about it from outside. */
export interface ModelInput {
  /** Path of a `.bnn` file, or its text. */
  readonly model: string | SourceText;
  /** Priors swapped in: `tau ~ half_normal(1)`. */
  readonly priors?: readonly string[];
  /** Fields bound to columns: `y=medv`, `x=crim..lstat`. */
  readonly bindings?: readonly string[];
  /** Directories of the runs that `from_run` names: `pilot=runs/a`. */
  readonly runs?: readonly string[];
}

export interface DataInput {
  /** Path of a data file, or what was read from one. */
  readonly data: string | Dataset;
}

/** A model's text; a path is read, and is the name its diagnostics are printed under. */
export function readModel(model: string | SourceText): SourceText {
  if (typeof model !== 'string') return model;
  try {
    return withFiles(readText(model));
  } catch (error) {
    if (!isSystemError(error)) throw error;
    const problem =
      error.code === 'ENOENT'
        ? diagnostic(CLI_MESSAGES.missingFile, { path: model })
        : diagnostic(CLI_MESSAGES.notReadable, { path: model, reason: error.message });
    throw new DiagnosticError([problem]);
  }
}

/**
 * A text that lies in the file of its name, with all that it uses from other files; `written` knows
 * texts that are newer than their files, by path.
 */
export function withFiles(
  source: SourceText,
  written: (path: string) => string | undefined = () => undefined,
): SourceText {
  return withUses(source, (path, from) => readUsed(placeOf(path, from), written));
}

/** A text without what it uses; a file that cannot be read is a system error. */
export function readText(path: string): SourceText {
  return { name: path, text: readFileSync(path, 'utf8').replace(/^\uFEFF/, '') };
}

/** A path after `from` starts at the folder of the file that says it. */
function placeOf(path: string, from: string): string {
  return isAbsolute(path) ? path : join(dirname(from), path);
}

function readUsed(
  place: string,
  written: (path: string) => string | undefined,
): SourceText | { readonly reason: string } {
  const text = written(place);
  if (text !== undefined) return { name: place, text };
  try {
    return readText(place);
  } catch (error) {
    if (!isSystemError(error)) throw error;
    return { reason: error.code === 'ENOENT' ? `there is no ${place}` : error.message };
  }
}

export async function datasetOf(data: string | Dataset): Promise<Dataset> {
  return typeof data === 'string' ? await readDataset(data) : data;
}

/** What is changed about a model from outside, with all that is read for it. */
export interface Changes extends Pick<CompileOptions, 'priors' | 'bindings'> {
  readonly fits: readonly FittedQuantity[];
  /** Of the earlier runs that are priors. */
  readonly warnings: readonly Diagnostic[];
}

export function changesOf(
  source: SourceText,
  { priors = [], bindings = [], runs = [] }: Omit<ModelInput, 'model'>,
): Changes {
  const { named, warnings: unused } = namedRuns(source, priors, runs);
  const { fits, warnings } = readEarlierRuns(source, priors, named);
  return { priors, bindings, fits, warnings: [...warnings, ...unused] };
}

/** Warnings; anything worse is thrown, all of it at once. */
export function checked(
  source: SourceText,
  dataset: Dataset,
  changes: Changes,
): { readonly model: CheckedModel; readonly warnings: readonly Diagnostic[] } {
  const { model, diagnostics } = check(source, dataset, changes);
  const wrong = diagnostics.some(({ severity }) => severity === 'error');
  if (model === undefined || wrong) throw new DiagnosticError(diagnostics);
  return { model, warnings: [...diagnostics, ...changes.warnings] };
}
