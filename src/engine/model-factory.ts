import type { SharedData } from '../backend/backend.js';
import type { BackendSettings } from '../backend/settings.js';
import type { Diagnostic } from '../base/diagnostic.js';
import type { Dataset } from '../base/dataset.js';
import type { Quantity } from '../base/draws.js';
import type { FittedQuantity } from '../base/fitted-quantity.js';
import type { SourceText } from '../base/source.js';
import type { CompiledModel } from '../compiler/6-build/compiled.js';
import type { Predictor } from '../compiler/6-build/predictor.js';
import type { PriorSampler } from '../compiler/6-build/prior-sampler.js';

export interface CompileOptions {
  readonly priors: readonly string[];
  readonly bindings: readonly string[];
  /** What `from_run` names, read from earlier runs. */
  readonly fits?: readonly FittedQuantity[] | undefined;
  /** What code is made with; by default what the engine does best. */
  readonly backend?: BackendSettings | undefined;
  /** Data of a thread that has compiled the same model, to be used in place of a copy. */
  readonly shared?: SharedData | undefined;
  /** Told if native code cannot be had and something else runs. Absent: that is an error. */
  readonly notify?: ((refusal: Diagnostic) => void) | undefined;
}

/** What turns a text and data into something to run: the compiler, or a model written by hand. */
export interface ModelFactory {
  compile(source: SourceText, dataset: Dataset, options: CompileOptions): CompiledModel;
  compilePredictor(
    source: SourceText,
    training: Dataset,
    rows: Dataset,
    options: CompileOptions,
    quantities: readonly Quantity[],
  ): Predictor;
  compilePrior(source: SourceText, dataset: Dataset, options: CompileOptions): PriorSampler;
}

/** A module that is a ModelFactory, by URL: an address crosses to a thread, a function does not. */
export type FactoryAddress = string;

export async function loadFactory(address: FactoryAddress): Promise<ModelFactory> {
  return (await import(/* @vite-ignore */ address)) as ModelFactory;
}
