import { collectQuadratic } from '../../expression/index.js';
import { hasOnlyGradient, type Conditional, type Form } from '../4-condition/conditional.js';
import { asProximable } from '../4-condition/proximable.js';

/** How well a sampler serves a conditional; 0 means not at all, and `because` then says why. */
export interface Judgement {
  readonly competence: number;
  readonly because: string;
}

/** What `infer` may say of a sampler in brackets. */
export type OptionName = 'metric' | 'steps';

export interface Strategy {
  readonly name: string;
  /** What it does and what it needs, for the reference. */
  readonly doc: string;
  readonly options?: readonly OptionName[];
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
  doc: 'An exact draw from a full conditional that has a closed form, alone or as part of a normal block.',
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
  doc: 'An exact draw from the chances of finitely many values.',
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
  doc: 'Indicators that all else reads as products with weights, moved together with the weights they let in.',
  judge({ variable, spikeSlab: pair }) {
    if (pair === undefined) {
      const because = `${variable.name} is not the indicator of weights that all else reads`;
      return { competence: 0, because };
    }
    const { slab, quadratic } = pair;
    const together = `drawn together with ${slab.name}`;
    const how = quadratic
      ? `integrated out: the log likelihood is quadratic in the weights`
      : 'offered from its prior and judged by the likelihood';
    return { competence: 3, because: `${together}, one weight after the other, the value ${how}` };
  },
};

/** Taken where the likelihood couples elements loosely, and one sweep costs little beside a trajectory. */
const componentwise: Strategy = {
  name: 'componentwise',
  doc: 'Weights under a quadratic log likelihood, each element drawn exactly given the others, its own scales moved before it.',
  judge({ variable, componentwise: form }) {
    if (form === undefined) {
      const because = `${variable.name} is not of weights with priors of single elements under a quadratic log likelihood`;
      return { competence: 0, because };
    }
    const scales = form.scales.map((scale) => scale.variable.name);
    const what =
      scales.length > 0
        ? `one element after the other, ${scales.join(', ')} along a slice with the element integrated out, then the element exactly`
        : 'one element after the other, each exactly';
    return {
      competence: form.isFree ? 1.5 : 0.4,
      because: `${what}: the log likelihood is quadratic in ${form.weights.name}`,
    };
  },
};

/** NUTS first, since how far a trajectory of fixed length must go is not known before the run. */
function alongGradient(
  name: 'nuts' | 'hmc' | 'split_hmc',
  competence: number,
  doc: string,
  options: readonly OptionName[],
): Strategy {
  return {
    ...{ name, doc, options },
    judge({ form, variable }) {
      if (!isContinuous(form)) {
        return { competence: 0, because: `${variable.name} is discrete, so there is no gradient` };
      }
      return { competence, because: 'moved together along the gradient of their log density' };
    },
  };
}

function isContinuous(form: Form): boolean {
  return form.kind === 'exponential' || hasOnlyGradient(form);
}

/** Asked for, or taken up where it gains: see `proximalBlocks`. */
function proximal(name: ProximalSampler): Strategy {
  return {
    name,
    doc: `The trajectories of \`${name === 'prox_nuts' ? 'nuts' : 'hmc'}\` with what is not smooth of the prior taken by its proximal operator: an absolute value or a norm, or ends of the support that are numbers.`,
    options: name === 'prox_nuts' ? ['metric'] : ['metric', 'steps'],
    judge(conditional) {
      const found = asProximable(conditional);
      if ('because' in found) return { competence: 0, because: found.because };
      return { competence: 0.5, because: 'moved along the proximal drift' };
    },
  };
}

const slice: Strategy = {
  name: 'slice',
  doc: 'Each element in turn along a slice of its density, which needs no gradient.',
  judge({ form, variable }) {
    if (!isContinuous(form)) {
      const because = `${variable.name} is discrete, and a slice is cut through a continuous density`;
      return { competence: 0, because };
    }
    return { competence: 0.2, because: 'each element moved along its own slice' };
  },
};

export const elliptical: Strategy = {
  name: 'elliptical',
  doc: 'Unknowns with a normal prior turned on an ellipse of it, by an angle that the likelihood allows: nothing to tune. Units of a network one after the other, unasked.',
  judge(conditional) {
    const objection = notNormal(conditional);
    if (objection !== undefined) return { competence: 0, because: objection };
    return { competence: 0.3, because: 'moved along an ellipse of its normal prior' };
  },
};

/** What keeps the prior of an unknown from being a normal, if anything does. */
function notNormal({ variable, factors }: Conditional): string | undefined {
  const { name, input, support } = variable;
  const prior = factors.find(({ kind, target }) => kind === 'prior' && target === name);
  if (prior === undefined || support.kind !== 'real' || !prior.distribution.proper) {
    return `${prior?.name ?? name} is no normal`;
  }
  const found = collectQuadratic([prior.logDensity], [input]);
  return found.kind === 'refused' ? `${prior.name} is no normal: ${found.because}` : undefined;
}

/** On equal competence the earlier is taken. */
export const strategies: readonly Strategy[] = [
  gibbs,
  discrete,
  spikeSlab,
  componentwise,
  alongGradient(
    'nuts',
    1,
    'Trajectories along the gradient, each as long as it goes on without turning.',
    ['metric'],
  ),
  alongGradient(
    'hmc',
    0.6,
    'Trajectories along the gradient of a fixed number of steps, with step sizes that vary.',
    ['metric', 'steps'],
  ),
  alongGradient(
    'split_hmc',
    0.5,
    'Trajectories about the normal that warm-up finds, whose part of the energy moves by an exact rotation.',
    [],
  ),
  proximal('prox_hmc'),
  proximal('prox_nuts'),
  elliptical,
  slice,
];
