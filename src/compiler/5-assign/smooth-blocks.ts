import type { FactorGraph } from '../3-factorize/graph.js';
import type { Conditional, Refusal } from '../4-condition/conditional.js';
import type { GaussianBlock } from '../4-condition/gaussian.js';
import { isComposed, scales } from '../4-condition/plates.js';
import { factorNames, labelOf } from './exact-blocks.js';
import { readsIntegrated } from './normals.js';
import type { PlannedBlock } from './plan.js';

/** What moves along the gradient, and beside what. */
export interface Smooth {
  readonly members: readonly Conditional[];
  /** Unknowns with an exact draw of their own that a joint move may take along. */
  readonly drawn: readonly Conditional[];
  readonly refusals: readonly Refusal[];
  readonly integrated: readonly GaussianBlock[];
}

/** Leapfrog steps of one move of a network: with its output integrated out they reach further. */
const STEPS = { integrated: 50, plain: 100, joint: 50 };

/**
 * The joint moves of smooth unknowns. A scale and what it scales constrain each other, so where both
 * are moved there is besides a move of the scales with the standardised values. Networks move by
 * trajectories of a fixed length, as NUTS waits in vain for their slow directions to turn.
 */
export function smoothBlocks(
  graph: FactorGraph,
  all: readonly Conditional[],
  smooth: Smooth,
): PlannedBlock[] {
  const { members } = smooth;
  if (members.length === 0) return [];
  const plates = members.filter((c) => scalesOf(graph, all, c, smooth).length > 0);
  const own = [...new Set(plates.flatMap((c) => scalesOf(graph, all, c, smooth)))];
  const maker = new BlockMaker(all, smooth);
  if (members.some(({ factors, variable }) => isComposed(factors, variable))) {
    return networkBlocks(maker, smooth, plates, own);
  }
  const joint = [...new Set([...own, ...members])];
  return [
    maker.block(members, 'nuts', 'moved together along the gradient of their log density'),
    ...(plates.length > 0
      ? [maker.block(joint, 'nuts', `${SCALES}, along the gradient`, { standardised: plates })]
      : []),
  ];
}

const SCALES = 'scales moved with the standardised values of what they scale';

/** Unknowns that scale a plate, and that a joint move may move. */
function scalesOf(
  graph: FactorGraph,
  all: readonly Conditional[],
  { variable }: Conditional,
  { members, drawn }: Smooth,
): Conditional[] {
  return all.filter(
    (other) =>
      other.variable !== variable &&
      (members.includes(other) || drawn.includes(other)) &&
      scales(graph, other.variable, variable),
  );
}

function networkBlocks(
  maker: BlockMaker,
  { members, integrated }: Smooth,
  plates: readonly Conditional[],
  own: readonly Conditional[],
): PlannedBlock[] {
  const outer = members.filter((c) => c.form.kind === 'exponential');
  const scalar = [...new Set([...own, ...outer])];
  const weights = members.filter((c) => !scalar.includes(c));
  const first = integrated.length > 0 ? STEPS.integrated : STEPS.plain;
  const move = (steps: number) => `moved along the gradient in ${String(steps)} steps`;
  const blocks = [maker.block(weights, 'hmc', move(first), { steps: first })];
  if (scalar.length === 0) return blocks;
  const joint = [...scalar, ...weights];
  const because = `${SCALES}, ${move(STEPS.joint)}`;
  const slices = `${plates.length > 0 ? `${SCALES}, ` : ''}each along its own slice`;
  return [
    ...blocks,
    maker.block(joint, 'hmc', because, { steps: STEPS.joint, standardised: plates }),
    maker.block(scalar, 'slice', slices, { standardised: plates }),
  ];
}

class BlockMaker {
  private readonly explained = new Set<Refusal>();

  constructor(
    private readonly all: readonly Conditional[],
    private readonly smooth: Smooth,
  ) {}

  block(
    conditionals: readonly Conditional[],
    sampler: string,
    how: string,
    more: Pick<PlannedBlock, 'standardised' | 'steps'> = {},
  ): PlannedBlock {
    const { standardised = [] } = more;
    const moved = [...new Set([...conditionals, ...standardised])];
    const integrated = [
      ...new Set(moved.flatMap((c) => readsIntegrated(c, this.smooth.integrated))),
    ];
    const out = this.all.filter(({ variable }) =>
      integrated.some(({ variables }) => variables.includes(variable)),
    );
    const without = out.length > 0 ? `, with ${labelOf(out, this.all)} integrated out` : '';
    return {
      name: labelOf(conditionals, this.all),
      conditionals,
      ...{ sampler, conditional: factorNames([...moved, ...out]) },
      because: `continuous and smooth: ${how}${without}`,
      refusals: this.refusalsOnce(),
      ...(integrated.length > 0 && { integrated }),
      ...more,
    };
  }

  /** The first block says why its unknowns have nothing better. */
  private refusalsOnce(): Refusal[] {
    const left = this.smooth.refusals.filter((refusal) => !this.explained.has(refusal));
    for (const refusal of left) this.explained.add(refusal);
    return left;
  }
}
