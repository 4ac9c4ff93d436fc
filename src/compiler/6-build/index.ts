import type { Backend } from '../../backend/backend.js';
import type { Fills } from '../../base/random/bulk.js';
import type { FactorGraph } from '../3-factorize/graph.js';
import type { Conditional } from '../4-condition/conditional.js';
import { CHOSEN, type PlannedBlock, type SamplingPlan } from '../5-assign/plan.js';
import type { Chain, ChainBlock, CompiledModel, SamplerOptions } from './compiled.js';
import { componentwiseBlock } from './componentwise-block.js';
import { discreteBlock } from './discrete-block.js';
import { ellipticalBlock } from './elliptical-block.js';
import { gibbsBlock } from './gibbs-block.js';
import { hamiltonianBlock, type HamiltonianBlock } from './hamiltonian-block.js';
import { normalBlock } from './normal-block.js';
import { repeated } from './repeated.js';
import { sliceBlock } from './slice-block.js';
import { spikeSlabBlock } from './spike-slab-block.js';
import { quantitiesOf, recorder, widthOf } from './recorder.js';
import { createStart } from './start.js';
import { layoutOf, type Layout } from './state.js';
import { unitRounds } from './unit-block.js';
import { unconstrain, type UnconstrainedBlock } from './unconstrained.js';
import { restOf, workOf } from './work-of-block.js';

/** Samplers that move on unconstrained space. */
const SPATIAL: ReadonlySet<string> = new Set([
  ...['nuts', 'hmc', CHOSEN, 'split_hmc', 'prox_nuts', 'prox_hmc'],
  ...['slice', 'elliptical'],
]);

/** Plan to code: what each block needs is differentiated once and compiled for each chain. */
export function build(graph: FactorGraph, plan: SamplingPlan, backend: Backend): CompiledModel {
  const quantities = quantitiesOf(graph);
  const spaces = new Map<PlannedBlock, UnconstrainedBlock>();
  for (const block of plan.blocks) {
    if (SPATIAL.has(block.sampler) && block.units === undefined)
      spaces.set(block, unconstrain(graph, block));
  }
  const works = plan.blocks.map((block) => workOf(block, spaces.get(block)));
  return {
    graph,
    plan,
    quantities,
    width: widthOf(quantities),
    createChain: (options) => createChain({ graph, plan, backend, spaces, works, options }),
    ...(backend.decided && { decided: () => backend.decided!() }),
    ...(backend.share && { share: () => backend.share!() }),
  };
}

interface Parts {
  readonly graph: FactorGraph;
  readonly plan: SamplingPlan;
  readonly backend: Backend;
  readonly spaces: ReadonlyMap<PlannedBlock, UnconstrainedBlock>;
  /** Operations of one evaluation of each block. */
  readonly works: readonly number[];
  readonly options: SamplerOptions;
}

function createChain({ graph, plan, backend, spaces, works, options }: Parts): Chain {
  const layout = layoutOf(graph);
  const values = new Float64Array(layout.size);
  const start = createStart(graph, plan, backend, layout, values);
  const smooth: HamiltonianBlock[] = [];
  const wiring = { backend, layout, values, options };
  const once = plan.blocks.map((planned, i): ChainBlock => {
    const space = spaces.get(planned);
    if (planned.componentwise !== undefined) {
      return componentwiseBlock(
        planned.name,
        planned.componentwise,
        [backend, layout, values],
        options,
      );
    }
    if (planned.units !== undefined) return unitRounds(planned, planned.units, wiring);
    if (space === undefined) return exactBlock(planned, backend, layout, values);
    if (planned.sampler === 'slice') return sliceBlock(planned, space, wiring);
    if (planned.sampler === 'elliptical') return ellipticalBlock(planned, space, wiring);
    const block = hamiltonianBlock(planned, space, wiring, restOf(plan, works, i));
    smooth.push(block);
    return block;
  });
  const counted = once.map((block, i) => ({
    ...{ block, work: works[i]! },
    moved: movedValues(plan.blocks[i]!, layout, values),
  }));
  const blocks = repeated(counted, options);
  const { fills } = backend;
  return {
    values,
    blocks: fills === undefined ? blocks : blocks.map((block) => filledBy(block, fills)),
    initialise: (stream) => {
      start.initialise(stream, () => smooth.every((block) => block.startsFinite()));
    },
    logDensity: () => start.logDensity(),
    record: recorder(graph, backend, layout, values),
  };
}

/** The block with the bulk draws of its streams made by the backend's code. */
function filledBy(block: ChainBlock, fills: Fills): ChainBlock {
  return {
    ...block,
    update(stream, iteration, statistics) {
      block.update(stream.filledBy(fills), iteration, statistics);
    },
  };
}

/** What a move that can be repeated moves; repeating an exact draw gains nothing, and rounds are planned. */
function movedValues(
  { sampler, conditionals, units }: PlannedBlock,
  { places }: Layout,
  values: Float64Array,
) {
  if (!SPATIAL.has(sampler) || units !== undefined) return [];
  return conditionals.map(({ variable: { name, support } }) => {
    const { offset, size } = places.get(name)!;
    const isPositive = support.kind === 'positive';
    return { values: values.subarray(offset, offset + size), isPositive };
  });
}

function exactBlock(
  { name, normal, sampler, conditionals }: PlannedBlock,
  backend: Backend,
  layout: Layout,
  values: Float64Array,
): ChainBlock {
  if (normal !== undefined) return normalBlock(name, normal, backend, layout, values);
  const [{ spikeSlab }] = conditionals as [Conditional];
  if (sampler === 'spike_slab') return spikeSlabBlock(name, spikeSlab!, backend, layout, values);
  const make = sampler === 'discrete' ? discreteBlock : gibbsBlock;
  return make(conditionals[0]!, backend, layout, values);
}
