import { hasOnlyGradient, type Conditional } from '../4-condition/conditional.js';

/** How well a sampler serves a conditional; 0 means not at all, and `because` then says why. */
export interface Judgement {
  readonly competence: number;
  readonly because: string;
}

export interface Strategy {
  readonly name: string;
  judge(conditional: Conditional): Judgement;
}

/** Trajectories of a fixed length, or NUTS, along a proximal drift. */
export type ProximalSampler = 'prox_hmc' | 'prox_nuts';

/** What each refusal of a conditional says, else what the conditional is. */
function reason({ refusals, because }: Conditional): string {
  return refusals[0]?.because ?? because;
}

const gibbs: Strategy = {
  name: 'gibbs',
  judge(conditional) {
    const { form, variable } = conditional;
    if (form.kind === 'exponential') {
      return { competence: 2, because: `drawn exactly: ${conditional.because}` };
    }
    if (conditional.joint !== undefined) {
      return { competence: 2, because: 'drawn exactly: its log density is quadratic' };
    }
    if (form.kind === 'discrete') {
      return { competence: 0, because: `the values of ${variable.name} are drawn by discrete` };
    }
    return { competence: 0, because: reason(conditional) };
  },
};

const discrete: Strategy = {
  name: 'discrete',
  judge(conditional) {
    const { form, variable } = conditional;
    if (form.kind === 'density-only') return { competence: 0, because: reason(conditional) };
    if (form.kind !== 'discrete') {
      return { competence: 0, because: `${variable.name} is continuous` };
    }
    const together = form.elementwise
      ? 'all elements at once, as no term joins two of them'
      : 'one element after the other';
    const how = form.counts.length > 1 ? `, ${together}` : '';
    return { competence: 2, because: `drawn exactly: ${conditional.because}${how}` };
  },
};

const spikeSlab: Strategy = {
  name: 'spike_slab',
  judge({ variable, spikeSlab: pair }) {
    if (pair === undefined) {
      const because = `${variable.name} is not the indicator of weights that all else reads`;
      return { competence: 0, because };
    }
    const { slab, quadratic, law } = pair;
    const together = `drawn together with ${slab.name}`;
    const isExact = quadratic !== undefined && law.kind === 'normal';
    const how = isExact
      ? `integrated out: the log likelihood is quadratic in the weights`
      : 'offered from its prior and judged by the likelihood';
    return { competence: 3, because: `${together}, one weight after the other, the value ${how}` };
  },
};

const nuts: Strategy = {
  name: 'nuts',
  judge({ form, variable }) {
    if (form.kind === 'exponential' || hasOnlyGradient(form)) {
      return { competence: 1, because: 'moved together along the gradient of their log density' };
    }
    return { competence: 0, because: `${variable.name} is discrete, so there is no gradient` };
  },
};

/** Asked for, or taken up where it gains: see `proximalBlocks`. */
function proximal(name: ProximalSampler): Strategy {
  return {
    name,
    judge({ form, variable, factors }) {
      if (form.kind === 'smooth plus proximable') {
        return { competence: 0.5, because: 'moved along the proximal drift' };
      }
      const prior = factors.find(
        ({ kind, target }) => kind === 'prior' && target === variable.name,
      );
      const because = `${prior?.name ?? variable.name} has no part with a proximal operator`;
      return { competence: 0, because };
    },
  };
}

/** On equal competence the earlier is taken. */
export const strategies: readonly Strategy[] = [
  gibbs,
  discrete,
  spikeSlab,
  nuts,
  proximal('prox_hmc'),
  proximal('prox_nuts'),
];
