import { DiagnosticError } from './base/diagnostic.js';
import { changesOf, datasetOf, readModel, type DataInput, type ModelInput } from './cli/inputs.js';
import type { CheckedSlot } from './compiler/2-check/model.js';
import { check } from './compiler/compile.js';
import { dimensionText } from './library/dimension.js';

/** A quantity declared with `~`, and its prior as it is now. */
export interface Slot {
  readonly name: string;
  /** Names of dimensions, or sizes as text. */
  readonly dimensions: readonly string[];
  /** As it is written where it stands. */
  readonly prior: string;
  /** Name of the text that it stands in. */
  readonly from: string;
  /** Whether it stands in place of the model's own. */
  readonly swapped: boolean;
}

/** What of a model can have another prior, in the order of the text. Throws where the model is wrong. */
export async function slots(input: ModelInput & Partial<DataInput>): Promise<readonly Slot[]> {
  const dataset = input.data === undefined ? undefined : await datasetOf(input.data);
  const source = readModel(input.model);
  const { model, diagnostics } = check(source, dataset, changesOf(source, input));
  const isWrong = diagnostics.some(({ severity }) => severity === 'error');
  if (model === undefined || isWrong) throw new DiagnosticError(diagnostics);
  return model.slots.map(toSlot);
}

function toSlot({ name, dimensions, prior, place, swapped }: CheckedSlot): Slot {
  const from = place.source.name;
  return { name, dimensions: dimensions.map(dimensionText), prior, from, swapped };
}
