import {
  add,
  collectStatistics,
  constant,
  type CollectedStatistic,
} from '../../expression/index.js';
import { findFamily } from '../../library/index.js';
import type { Factor, Variable } from '../3-factorize/graph.js';
import { boundsValue } from './bounds.js';
import type { Form, Refusal } from './conditional.js';

type Exponential = Extract<Form, { kind: 'exponential' }>;

/**
 * The family whose statistics are all that the factors know of the unknown, or why there is none.
 * Each factor is analysed alone, so that a refusal can name the one that breaks it.
 */
export function exponentialForm(
  variable: Variable,
  factors: readonly Factor[],
): Exponential | Refusal {
  const { name, support, shape, input } = variable;
  const refuse = (because: string): Refusal => ({ form: 'closed form', because });
  const bounded = factors.find((factor) => boundsValue(factor, name));
  if (bounded) return refuse(`${name} bounds the values of ${bounded.name}`);
  if (support.kind === 'interval') {
    return refuse(`${name} lies in an interval, and no family with a closed form does`);
  }
  const positive = support.kind === 'positive' || support.kind === 'unit';
  const collected: CollectedStatistic[] = [];
  for (const factor of factors) {
    const found = collectStatistics([factor.logDensity], input, positive);
    if (found.kind === 'refused') return refuse(`in ${factor.name}, ${found.because}`);
    collected.push(...found.statistics);
  }
  const statistics = [...new Set(collected.map(({ statistic }) => statistic))];
  const family = findFamily(statistics, support.kind);
  if (family === undefined) {
    return refuse(`no family is linear in ${inWords(statistics, name)}: ${owners(name, factors)}`);
  }
  const natural = family.statistics.map((wanted) =>
    collected
      .filter(({ statistic }) => statistic === wanted)
      .map(({ coefficient }) => coefficient)
      .reduce(add, constant(0, shape)),
  );
  return { kind: 'exponential', family, natural };
}

function owners(name: string, factors: readonly Factor[]): string {
  return `${name} has them from ${list(factors.map((factor) => factor.name))}`;
}

/** `log(sigma), sigma^2 and sigma^-2`: statistics are functions of a letter x. */
export function inWords(statistics: readonly string[], name: string): string {
  return list(statistics.map((statistic) => statistic.replace(/\bx\b/g, name)));
}

function list(parts: readonly string[]): string {
  const [last] = parts.slice(-1);
  return parts.length > 1 ? `${parts.slice(0, -1).join(', ')} and ${last!}` : (last ?? 'nothing');
}
