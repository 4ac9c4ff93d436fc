import type { Conditional, Refusal } from '../4-condition/conditional.js';
import type { GaussianBlock } from '../4-condition/gaussian.js';
import { factorNames, labelOf } from './exact-blocks.js';
import { readsIntegrated, standardisedBy } from './normals.js';
import type { PlannedBlock } from './plan.js';
import type { Requests } from './requests.js';

/** What moves on its density, and beside what. */
export interface Moving {
  readonly members: readonly Conditional[];
  /** Unknowns with an exact draw of their own that a joint move may take along. */
  readonly drawn: readonly Conditional[];
  /** Weights that move one element after the other. */
  readonly inTurn: readonly Conditional[];
  readonly refusals: readonly Refusal[];
  readonly integrated: readonly GaussianBlock[];
  readonly requested: Requests;
}

interface Move extends Pick<
  PlannedBlock,
  'standardised' | 'opposed' | 'steps' | 'trajectories' | 'metric' | 'ellipse' | 'units' | 'alike'
> {
  readonly how: string;
  /** Moves given the values of what others integrate out. */
  readonly held?: boolean;
}

/** Makes blocks that move on a density with what stands beside them integrated out. */
export class BlockMaker {
  private readonly explained = new Set<string>();

  constructor(
    private readonly all: readonly Conditional[],
    private readonly moving: Moving,
  ) {}

  block(
    conditionals: readonly Conditional[],
    sampler: string,
    { how, held = false, ...more }: Move,
  ): PlannedBlock {
    const { standardised = [], opposed = [] } = more;
    const moved = [...new Set([...conditionals, ...standardised, ...opposed])];
    // A coordinate that depends on what is integrated out would follow values that are stale.
    const isHeld = held || !standardised.every((plate) => this.isStandardisedApart(plate));
    const beside = isHeld ? [] : this.moving.integrated;
    const integrated = [...new Set(moved.flatMap((c) => readsIntegrated(c, beside)))];
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

  /** Whether location and scale of its prior read nothing that is integrated out. */
  isStandardisedApart(plate: Conditional): boolean {
    const read = standardisedBy(plate);
    return this.moving.integrated.every(({ variables }) =>
      variables.every(({ name }) => !read.has(name)),
    );
  }

  /** The first block says why its unknowns have nothing better, and what goes for several once. */
  private refusalsOnce(): Refusal[] {
    return this.moving.refusals.filter(({ form, because }) => {
      const said = `${form}: ${because}`;
      const isNew = !this.explained.has(said);
      this.explained.add(said);
      return isNew;
    });
  }
}
