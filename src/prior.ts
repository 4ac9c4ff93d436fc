import type { Diagnostic } from './base/diagnostic.js';
import type { SourceText } from './base/source.js';
import {
  changesOf,
  checked,
  datasetOf,
  readModel,
  type DataInput,
  type ModelInput,
} from './cli/inputs.js';
import { describe, type Description } from './diagnostics/index.js';
import { priorPredictive, type PriorResult, type ReplicatedTarget } from './engine/index.js';
import { drawsCsvLines, requireNew, writeLines } from './exchange/index.js';
import { newSeed } from './seed.js';

export interface PriorInput extends ModelInput, DataInput {
  /** Independent draws; 1000 by default. */
  readonly draws?: number | undefined;
  /** Any text; drawn when not given. */
  readonly seed?: string | undefined;
  /** A .csv file to write the draws to, which must not exist. */
  readonly out?: string | undefined;
}

export interface PriorSummary {
  readonly source: SourceText;
  readonly seed: string;
  readonly warnings: readonly Diagnostic[];
  readonly draws: PriorResult['draws'];
  /** Each element of each quantity; the weights of an array together. */
  readonly quantities: readonly Description[];
  /** Statistics of data sets that the model holds possible, beside those of the data. */
  readonly targets: readonly ReplicatedTarget[];
}

export const PRIOR_DRAWS = 1000;

/** What a model believes before it sees data: exact draws without the likelihood, summarised. */
export async function prior(input: PriorInput): Promise<PriorSummary> {
  const source = readModel(input.model);
  const dataset = await datasetOf(input.data);
  if (input.out !== undefined) requireNew(input.out);
  const changes = changesOf(source, input);
  const { warnings } = checked(source, dataset, changes);
  const seed = input.seed ?? newSeed();
  const options = { ...changes, seed, draws: input.draws ?? PRIOR_DRAWS };
  const { draws, targets } = await priorPredictive(source, dataset, options);
  if (input.out !== undefined) writeLines(input.out, drawsCsvLines(draws));
  return { source, seed, warnings, draws, quantities: describe(draws), targets };
}
