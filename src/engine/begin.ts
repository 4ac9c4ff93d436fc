import { RandomStream } from '../base/random/stream.js';
import type { Chain, CompiledModel } from '../compiler/6-build/compiled.js';
import { stateOf } from './chain-session.js';
import type { NewRun } from './run-store/create.js';
import type { BlockLayout, Manifest, PlannedBlockText } from './run-store/manifest.js';
import type { RunSettings, RunSpecification } from './specification.js';

/** Everything of a run that is known before its first sweep, its chains' starts among it. */
export function begin(specification: RunSpecification, model: CompiledModel): NewRun {
  const { source, dataset } = specification;
  const settings = settingsOf(specification);
  const chains = Array.from({ length: settings.chains }, (_, index) => {
    const chain = model.createChain(settings);
    chain.initialise(new RandomStream(settings.seed, index + 1, 'init'));
    const state = stateOf(chain);
    const start = { ...state, values: state.values.slice() };
    if (index === 0) tryExactBlocks(chain, settings.seed);
    return { layout: blockLayouts(chain), start };
  });
  const manifest = {
    model: source.name,
    data: { name: dataset.name, hash: dataset.hash },
    settings: { ...settings, backend: { ...settings.backend, ...model.decided?.() } },
    bindings: model.graph.bindings,
    ...layoutOf(model),
    state: chains[0]!.start.values.length,
    blocks: chains[0]!.layout,
  };
  return { source, dataset, manifest, starts: chains.map(({ start }) => start) };
}

/**
 * Draws once from each block that needs no tuning and throws the draw away: a conditional that is no
 * distribution is found before anything is written.
 */
function tryExactBlocks(chain: Chain, seed: string): void {
  chain.blocks.forEach((block, index) => {
    if (block.tuning() !== null) return;
    const stream = new RandomStream(seed, 'trial', index);
    block.update(stream, 0, new Float64Array(block.statistics.length));
  });
}

/** What resuming must find as it was: another layout or plan would give other draws. */
export function layoutOf(model: CompiledModel): Pick<Manifest, 'plan' | 'quantities' | 'width'> {
  const { quantities, width, plan } = model;
  const blocks = plan.blocks.map(
    ({ name, sampler, conditional, because, refusals }): PlannedBlockText => ({
      name,
      sampler,
      conditional,
      because,
      refusals: refusals.map((refusal) => ({ form: refusal.form, because: refusal.because })),
    }),
  );
  return { plan: blocks, quantities, width };
}

function settingsOf(specification: RunSpecification): RunSettings {
  const { priors, bindings, fits = [], chains, warmup, draws } = specification;
  const { seed, adaptDelta, maxTreedepth, backend } = specification;
  const settings = { chains, warmup, draws, seed, adaptDelta, maxTreedepth, backend };
  return { priors, bindings, ...(fits.length > 0 && { fits }), ...settings };
}

function blockLayouts(chain: Chain): BlockLayout[] {
  return chain.blocks.map(({ name, sampler, dimension, statistics }) => ({
    name,
    sampler,
    dimension,
    statistics,
  }));
}
