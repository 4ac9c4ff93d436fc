import { sizeOf } from '../../expression/index.js';
import type { FactorGraph } from '../3-factorize/graph.js';
import type { Conditional } from '../4-condition/conditional.js';
import type { GaussianBlock } from '../4-condition/gaussian.js';
import { scales } from '../4-condition/plates.js';
import { factorNames, labelOf } from './exact-blocks.js';
import type { PlannedBlock } from './plan.js';

/**
 * A scale that a whole block shares creeps beside scales of its single elements: given either of
 * them and the block it is known to one part in the root of their number. Besides its exact draw it
 * moves along a slice with its products with the others held, which neither block nor data can tell
 * apart, and with the auxiliaries of all integrated out.
 */
export function scaleSlices(
  graph: FactorGraph,
  all: readonly Conditional[],
  block: GaussianBlock,
): PlannedBlock[] {
  const scaling = all.filter(
    ({ variable }) =>
      variable.support.kind === 'positive' &&
      block.variables.some((member) => scales(graph, variable, member)),
  );
  const shared = scaling.filter(({ variable }) => sizeOf(variable.shape) === 1);
  const single = scaling.filter((conditional) => !shared.includes(conditional));
  const opposed = single.filter(({ variable }) => isMixed(graph, variable.name));
  if (opposed.length === 0) return [];
  return shared.map((mover) => ({
    name: mover.variable.name,
    conditionals: [mover],
    sampler: 'slice',
    conditional: factorNames([mover, ...opposed]),
    because: `moved along a slice as well, with its product with ${labelOf(opposed, all)} held and their auxiliaries integrated out`,
    refusals: [],
    opposed,
    auxiliaries: all.filter(({ variable }) =>
      graph.augmentations.some(
        ({ auxiliary, variable: of }) =>
          auxiliary === variable.name &&
          [mover, ...opposed].some((moved) => moved.variable.name === of),
      ),
    ),
  }));
}

function isMixed({ augmentations }: FactorGraph, name: string): boolean {
  return augmentations.some(({ variable }) => variable === name);
}
