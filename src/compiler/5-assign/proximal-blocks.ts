import { topological, type Node } from '../../expression/index.js';
import type { FactorGraph } from '../3-factorize/graph.js';
import type { Conditional } from '../4-condition/conditional.js';
import type { Choice } from './choose.js';
import { blockLabel } from './label.js';
import type { PlannedBlock } from './plan.js';
import type { ProximalSampler } from './strategies.js';

/** Leapfrog steps of a trajectory of fixed length where the block's own has none. */
const STEPS = 100;
const SAMPLERS: readonly ProximalSampler[] = ['prox_hmc', 'prox_nuts'];

/**
 * A joint move with the penalties of those unknowns that are to have it taken by their proximal operators:
 * one block for each kind of trajectory asked for. A move of standardised values stays as it is, since there
 * a penalty is of other coordinates.
 */
export function proximalBlocks(
  graph: FactorGraph,
  block: PlannedBlock,
  choices: readonly Choice[],
): PlannedBlock[] {
  if ((block.standardised ?? []).length > 0) return [block];
  const asked = (sampler: ProximalSampler) =>
    choices
      .filter((choice) => choice.sampler === sampler)
      .map(({ conditional }) => conditional)
      .filter((conditional) => block.conditionals.includes(conditional));
  const kinds = SAMPLERS.filter((sampler) => asked(sampler).length > 0);
  if (kinds.length === 0) return [block];
  return kinds.map((sampler, i) => {
    // What did not ask moves with the first.
    const others = kinds.filter((_, other) => other !== i).flatMap(asked);
    const left = block.conditionals.filter(
      (conditional) =>
        !others.includes(conditional) && (i === 0 || asked(sampler).includes(conditional)),
    );
    return proximalBlock(graph, { ...block, conditionals: left }, sampler, asked(sampler));
  });
}

function proximalBlock(
  graph: FactorGraph,
  { steps = STEPS, ...block }: PlannedBlock,
  sampler: ProximalSampler,
  proximal: readonly Conditional[],
): PlannedBlock {
  const names = (list: readonly Conditional[]) => list.map(({ variable }) => variable.name);
  const priors = [...new Set(proximal.flatMap(priorNames))];
  const how = sampler === 'prox_hmc' ? `in ${String(steps)} steps` : 'as far as NUTS goes';
  return {
    ...block,
    name: blockLabel(names(block.conditionals), [...graph.variables.keys()]),
    sampler,
    proximal,
    conditional: `smooth likelihood + ${priors.join(', ')} prior (prox: soft threshold)${kinks(proximal)}`,
    because: `${names(proximal).join(', ')} moved along the proximal drift, ${how}: asked for by infer`,
    ...(sampler === 'prox_hmc' && { steps }),
  };
}

function priorNames({ form }: Conditional): string[] {
  return form.kind === 'smooth plus proximable' ? [form.prior.distribution.name] : [];
}

const BENT: ReadonlySet<string> = new Set(['abs', 'maximum', 'minimum', 'maxReduce']);

/** What else bends: the accept step keeps such kinks exact, and they only cost acceptance. */
function kinks(conditionals: readonly Conditional[]): string {
  const bent = new Set(
    conditionals.flatMap(({ variable, factors }) =>
      bends(
        factors.filter(({ target }) => target !== variable.name).map((f) => f.logDensity),
        variable.input,
      ),
    ),
  );
  return bent.size === 0 ? '' : `; kinks where it goes through ${[...bent].join(', ')}`;
}

function bends(nodes: readonly Node[], from: Node): string[] {
  const reached = new Set<Node>([from]);
  const found: string[] = [];
  for (const node of topological(nodes)) {
    if (!node.inputs.some((below) => reached.has(below))) continue;
    reached.add(node);
    if (BENT.has(node.op)) found.push(WORDS[node.op] ?? node.op);
  }
  return found;
}

const WORDS: Readonly<Record<string, string>> = {
  maximum: 'max',
  minimum: 'min',
  maxReduce: 'max',
};
