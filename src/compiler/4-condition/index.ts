import { isDiscrete } from '../../library/index.js';
import type { FactorGraph, Variable } from '../3-factorize/graph.js';
import { componentwise } from './componentwise.js';
import type { Conditional, Form } from './conditional.js';
import { discreteForm } from './discrete.js';
import { gaussianBlocks } from './gaussian.js';
import { exponentialForm, inWords } from './exponential.js';
import { proximableForm } from './proximable.js';
import { spikeSlab } from './spike-slab.js';

export { augment } from './augment.js';
export type { GaussianBlock } from './gaussian.js';
export type { Conditional, Form, Refusal } from './conditional.js';

/** The full conditional of every unknown: the factors that touch it and the best form proven. */
export function condition(graph: FactorGraph): Conditional[] {
  const joint = new Map(
    gaussianBlocks(graph).flatMap((block) => block.variables.map(({ name }) => [name, block])),
  );
  const inTurn = new Map(
    [...graph.variables.values()].flatMap((variable) => {
      const found = componentwise(graph, variable);
      const members = found ? [variable, ...found.scales.map((scale) => scale.variable)] : [];
      return members.map(({ name }) => [name, found!] as const);
    }),
  );
  return [...graph.variables.values()].map((variable) => {
    const block = joint.get(variable.name);
    const turn = inTurn.get(variable.name);
    return {
      ...conditionOne(graph, variable),
      ...(block && { joint: block }),
      ...(turn && { componentwise: turn }),
    };
  });
}

function conditionOne(graph: FactorGraph, variable: Variable): Conditional {
  const factors = graph.factors.filter((factor) => factor.scope.has(variable.name));
  const prior = graph.factors.find(
    ({ kind, target }) => kind === 'prior' && target === variable.name,
  );
  const whole = { variable, factors, ...(prior && { prior }) };
  if (isDiscrete(variable.support.kind)) {
    const found = discreteForm(variable, factors);
    if ('kind' in found) {
      const pair = spikeSlab(graph, variable);
      const because = 'it has finitely many values';
      return { ...whole, form: found, because, refusals: [], ...(pair && { spikeSlab: pair }) };
    }
    const form: Form = { kind: 'density-only' };
    return { ...whole, form, because: 'only its density is known', refusals: [found] };
  }
  const found = exponentialForm(variable, factors);
  if ('kind' in found) {
    const because = `its log density is linear in ${inWords(found.family.statistics, variable.name)}`;
    return { ...whole, form: found, because, refusals: [] };
  }
  const mixture = graph.unmixed.get(variable.name);
  const refusals = [
    found,
    ...(mixture === undefined ? [] : [{ form: 'mixture', because: mixture }]),
  ];
  const proximable = proximableForm(variable, prior);
  if (proximable !== undefined) {
    const because = `its log density is smooth but for ${proximable.prior.name}`;
    return { ...whole, form: proximable, because, refusals };
  }
  const because = 'it is continuous and its log density has a gradient';
  return { ...whole, form: { kind: 'smooth' }, because, refusals };
}
