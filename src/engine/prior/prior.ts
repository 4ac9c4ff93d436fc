import type { Dataset } from '../../base/dataset.js';
import type { Draws } from '../../base/draws.js';
import { RandomStream } from '../../base/random/stream.js';
import type { SourceText } from '../../base/source.js';
import { COMPILER } from '../entries.js';
import { loadFactory, type CompileOptions, type FactoryAddress } from '../model-factory.js';
import { eachDraw } from '../predict/each-draw.js';
import { requireSettings } from '../settings.js';
import { Replications, type ReplicatedTarget } from './replicated.js';

export interface PriorOptions extends CompileOptions {
  readonly seed: string;
  readonly draws: number;
}

export interface PriorResult {
  /** Independent draws, as of one chain. */
  readonly draws: Draws;
  readonly targets: readonly ReplicatedTarget[];
}

/** What a model believes before it sees data: exact draws of its unknowns, and data sets they would give. */
export async function priorPredictive(
  source: SourceText,
  dataset: Dataset,
  options: PriorOptions,
  factory: FactoryAddress = COMPILER,
): Promise<PriorResult> {
  requireSettings({ draws: options.draws });
  const { compilePrior } = await loadFactory(factory);
  const sampler = compilePrior(source, dataset, options);
  const { quantities, width, predictor } = sampler;
  const values = new Float64Array(width * options.draws);
  for (let row = 0; row < options.draws; row++) {
    const stream = new RandomStream(options.seed, 'prior', row);
    sampler.draw(stream, values.subarray(row * width, (row + 1) * width));
  }
  const draws: Draws = { quantities, width, draws: options.draws, chains: [values] };
  const gathered = predictor.targets.map((target) => new Replications(target, options.draws));
  eachDraw(draws, predictor, options.seed, ({ streamOf }) => {
    gathered.forEach((replications, target) => {
      replications.add(streamOf(target));
    });
  });
  return { draws, targets: gathered.map((replications) => replications.finish()) };
}
