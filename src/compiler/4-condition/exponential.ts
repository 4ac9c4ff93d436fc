import {
  add,
  collectStatistics,
  constant,
  constantValues,
  statisticShape,
  type CollectedStatistic,
  type Node,
} from '../../expression/index.js';
import { InvariantError } from '../../base/diagnostic.js';
import { findFamily, findTruncatedFamily, type Support } from '../../library/index.js';
import type { Carrier } from '../../library/distribution.js';
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
  if (variable.carrier !== undefined) return onCarrier(variable, variable.carrier, factors);
  const ends = endsOf(support);
  const within = ends && enclosing(ends);
  const simplex = support.kind === 'simplex';
  const positive = simplex || support.kind === 'positive' || (within ?? 'real') !== 'real';
  const known = { positive, simplex, covariance: support.kind === 'covariance' };
  const collected: CollectedStatistic[] = [];
  for (const factor of factors) {
    const found = collectStatistics([factor.logDensity], input, known);
    if (found.kind === 'refused') return refuse(`in ${factor.name}, ${found.because}`);
    collected.push(...found.statistics);
  }
  const statistics = [...new Set(collected.map(({ statistic }) => statistic))];
  const whole = findFamily(statistics, support.kind);
  const family = whole ?? (within && findTruncatedFamily(statistics, within));
  if (family === undefined) {
    return refuse(`no family is linear in ${inWords(statistics, name)}: ${owners(name, factors)}`);
  }
  const natural = family.statistics.map((wanted) =>
    collected
      .filter(({ statistic }) => statistic === wanted)
      .map(({ coefficient }) => coefficient)
      .reduce(add, constant(0, statisticShape(wanted, shape))),
  );
  const given = family === whole ? [] : ends!;
  return { kind: 'exponential', family, natural: [...natural, ...given] };
}

/** The ends of a support that has two, which may be infinite. */
function endsOf(support: Support): readonly [Node, Node] | undefined {
  if (support.kind === 'unit') return [constant(0), constant(1)];
  return support.kind === 'interval' ? [support.lower, support.upper] : undefined;
}

/** The least of these kinds that is known to have all between the ends. */
function enclosing([lower, upper]: readonly [Node, Node]): 'real' | 'positive' | 'unit' {
  if (lower.op !== 'constant' || !constantValues(lower).every((end) => end >= 0)) return 'real';
  const below = upper.op === 'constant' && constantValues(upper).every((end) => end <= 1);
  return below ? 'unit' : 'positive';
}

/** Of an unknown whose density is with respect to the carrier of a family: no other family has a draw for it. */
function onCarrier(
  { input, shape }: Variable,
  { family, given }: Carrier,
  factors: readonly Factor[],
): Exponential {
  const coefficients = factors.flatMap(({ name, logDensity }) => {
    const found = collectStatistics([logDensity], input, { positive: true });
    const known =
      found.kind === 'ok' &&
      found.statistics.every(({ statistic }) => family.statistics.includes(statistic));
    if (!known) throw new InvariantError(`${name} is no tilt of ${family.name}`);
    return found.statistics;
  });
  const natural = family.statistics.map((wanted) =>
    coefficients
      .filter(({ statistic }) => statistic === wanted)
      .map(({ coefficient }) => coefficient)
      .reduce(add, constant(0, shape)),
  );
  return { kind: 'exponential', family, natural: [...natural, ...given] };
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
