import { collectStatistics, constant } from '../../expression/index.js';
import { findFamily, isDiscrete } from '../../library/index.js';
import type { Factor, FactorGraph, Variable } from '../3-factorize/graph.js';
import { boundsValue } from './bounds.js';
import type { Conditional, Form, Refusal } from './conditional.js';
import { discreteForm } from './discrete.js';

export type { Conditional, Form, Refusal } from './conditional.js';

/** The full conditional of every unknown: the factors that touch it and the best form proven. */
export function condition(graph: FactorGraph): Conditional[] {
  return [...graph.variables.values()].map((variable) => conditionOne(graph, variable));
}

function conditionOne(graph: FactorGraph, variable: Variable): Conditional {
  const factors = graph.factors.filter((factor) => factor.scope.has(variable.name));
  if (isDiscrete(variable.support.kind)) return discrete(variable, factors);
  const found = exponentialForm(variable, factors);
  if ('family' in found) {
    const because = `every factor is linear in ${found.family.statistics.join(', ')} of ${variable.name}`;
    return { variable, factors, form: { kind: 'exponential', ...found }, because, refusals: [] };
  }
  const because = 'continuous, with a log density that has a gradient';
  return { variable, factors, form: { kind: 'smooth' }, because, refusals: [found] };
}

function discrete(variable: Variable, factors: readonly Factor[]): Conditional {
  const found = discreteForm(variable, factors);
  if ('kind' in found) {
    return { variable, factors, form: found, because: 'finitely many values', refusals: [] };
  }
  const form: Form = { kind: 'density-only' };
  return { variable, factors, form, because: 'only its density is known', refusals: [found] };
}

type Exponential = Omit<Extract<Form, { kind: 'exponential' }>, 'kind'>;

/** The family whose statistics are all that the factors know of the unknown, or why there is none. */
function exponentialForm(variable: Variable, factors: readonly Factor[]): Exponential | Refusal {
  const refuse = (because: string): Refusal => ({ form: 'exponential', because });
  const bounded = factors.find((factor) => boundsValue(factor, variable.name));
  if (bounded) return refuse(`the support of ${bounded.name} depends on ${variable.name}`);
  if (variable.support.kind === 'interval') {
    return refuse(`no family of the library has the support of ${variable.name}, an interval`);
  }
  for (const factor of factors) {
    const alone = collectStatistics([factor.logDensity], variable.input);
    if (alone.kind === 'refused') return refuse(`${factor.name}: ${alone.because}`);
  }
  const collected = collectStatistics(
    factors.map((factor) => factor.logDensity),
    variable.input,
  );
  if (collected.kind === 'refused') return refuse(collected.because);
  const names = collected.statistics.map(({ statistic }) => statistic);
  const family = findFamily(names, variable.support.kind);
  if (family === undefined) {
    return refuse(`no family on this support has the statistics ${names.join(', ')}`);
  }
  const natural = family.statistics.map(
    (name) =>
      collected.statistics.find(({ statistic }) => statistic === name)?.coefficient ??
      constant(0, variable.shape),
  );
  return { family, natural };
}
