import type { Conditional, Refusal } from '../4-condition/conditional.js';
import { isLocation, partnerOf } from './location.js';
import type { Normals } from './normals.js';
import type { Requests } from './requests.js';
import { strategies } from './strategies.js';

/** The sampler of one unknown that no normal block holds, and the better ones it does not get. */
export interface Choice {
  readonly conditional: Conditional;
  readonly sampler: string;
  readonly because: string;
  readonly refusals: readonly Refusal[];
}

/** The best sampler that each of the conditionals admits. Requests of `infer` are requirements. */
export function chooseSamplers(
  conditionals: readonly Conditional[],
  normals: Normals,
  requested: Requests,
): Choice[] {
  const alone = conditionals.map((conditional) => {
    // What a normal block holds cannot be moved element by element, nor can its scales then.
    const isHeld = !conditionals.some(
      ({ variable }) => variable === conditional.componentwise?.weights,
    );
    return choose(conditional, normals, requested, isHeld ? ['componentwise'] : []);
  });
  const byNuts = new Set(alone.filter(isAlongGradient).map(({ conditional }) => conditional));
  return alone.map((choice) => {
    const { conditional } = choice;
    if (!isLocation(conditional) || requested.has(conditional.variable.name)) return choice;
    const partner = partnerOf(conditional, conditionals, (other) => byNuts.has(other));
    return partner === undefined ? choice : joined(choice, partner);
  });
}

const ALONG_GRADIENT: ReadonlySet<string> = new Set([
  'nuts',
  'hmc',
  'split_hmc',
  'prox_hmc',
  'prox_nuts',
]);
const BY_DENSITY: ReadonlySet<string> = new Set(['elliptical', 'slice']);

function isAlongGradient({ sampler }: Choice): boolean {
  return ALONG_GRADIENT.has(sampler);
}

/** Whether the unknown moves on a density, of which other unknowns may be integrated out. */
export function isMove(choice: Choice): boolean {
  return isAlongGradient(choice) || BY_DENSITY.has(choice.sampler);
}

function choose(
  conditional: Conditional,
  normals: Normals,
  requested: Requests,
  without: readonly string[],
): Choice {
  const { form, variable } = conditional;
  // What is normal only together with others is drawn with them, or not by Gibbs.
  const alone = strategies.filter(
    ({ name }) => !without.includes(name) && (name !== 'gibbs' || form.kind === 'exponential'),
  );
  const judged = alone
    .map(({ name, judge }) => ({ name, ...judge(conditional) }))
    .sort((a, b) => b.competence - a.competence);
  const [best] = judged;
  const request = requested.get(variable.name)?.name;
  if (request !== undefined) {
    return { conditional, sampler: request, because: 'asked for by infer', refusals: [] };
  }
  const refusals = best!.name === 'nuts' ? refusalsOf(conditional, normals) : [];
  return { conditional, sampler: best!.name, because: best!.because, refusals };
}

function refusalsOf({ variable, refusals }: Conditional, normals: Normals): Refusal[] {
  const cost = normals.refused.get(variable.name);
  if (cost !== undefined) return [{ form: 'gibbs', because: cost }];
  return refusals.map(({ form, because }) => ({
    form: form === 'mixture' ? form : 'gibbs',
    because,
  }));
}

/** A location that gives up its closed form to move with another unknown. */
function joined({ conditional }: Choice, partner: Conditional): Choice {
  const { name } = partner.variable;
  const cost = isLocation(partner)
    ? `would creep along its correlation with ${name}`
    : `would hold back ${name}, which has none`;
  const because = `${conditional.variable.name} has a closed form, but alone it ${cost}`;
  return { conditional, sampler: 'nuts', because, refusals: [{ form: 'gibbs', because }] };
}
