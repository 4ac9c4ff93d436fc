import { sizeOf } from '../../expression/index.js';
import type { FactorGraph } from '../3-factorize/graph.js';
import type { Componentwise } from '../4-condition/componentwise.js';
import type { Conditional } from '../4-condition/conditional.js';
import { scales } from '../4-condition/plates.js';
import type { BlockMaker } from './block-maker.js';
import type { Choice } from './choose.js';
import { factorNames, labelOf } from './exact-blocks.js';
import type { PlannedBlock } from './plan.js';

/** The blocks of weights that move one element after the other, with the scales of single elements. */
export function componentwiseBlocks(
  all: readonly Conditional[],
  choices: readonly Choice[],
): PlannedBlock[] {
  return choices.flatMap(({ conditional, sampler, because, refusals }): PlannedBlock[] => {
    const form = conditional.componentwise;
    const isWeights = sampler === 'componentwise' && form?.weights === conditional.variable;
    if (!isWeights) return [];
    const members = all.filter((other) => other === conditional || belongs(other, form));
    const names = labelOf(members, all);
    return [
      {
        ...{ name: names, conditionals: members, sampler, because, refusals },
        conditional: factorNames(members),
        componentwise: form,
      },
    ];
  });
}

function belongs({ variable }: Conditional, form: Componentwise): boolean {
  return form.scales.some((scale) => scale.variable === variable);
}

/**
 * Slice moves of one scale that such weights share, on its own and with what the likelihood cannot tell apart from
 * it held: its products with the scales of single elements, else the standardised weights.
 */
export function sharedScaleBlocks(
  graph: FactorGraph,
  all: readonly Conditional[],
  scale: Conditional,
  maker: BlockMaker,
): PlannedBlock[] {
  const forms = all.flatMap(({ variable, componentwise: form }) =>
    form?.weights === variable && scales(graph, scale.variable, variable) ? [form] : [],
  );
  const opposed = all.filter((other) => forms.some((form) => belongs(other, form)));
  const how = 'moved along a slice';
  const plain = maker.block([scale], 'slice', { how });
  if (opposed.length === 0) return [plain];
  const held = `${how} as well, with its product with ${labelOf(opposed, all)} held`;
  return [plain, maker.block([scale], 'slice', { how: held, opposed })];
}

/** Whether an unknown is one scale that weights moved element by element share. */
export function isSharedScale(
  graph: FactorGraph,
  { variable }: Conditional,
  choices: readonly Conditional[],
): boolean {
  return (
    sizeOf(variable.shape) === 1 &&
    variable.support.kind === 'positive' &&
    choices.some((other) => scales(graph, variable, other.variable))
  );
}
