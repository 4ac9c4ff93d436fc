import { add, collectStatistics, constant, mul, type Node } from '../../expression/index.js';
import type { DistributionPenalty } from '../../library/index.js';
import type { Factor, Variable } from '../3-factorize/graph.js';

/** A prior of independent elements v: log density linear v - precision v^2 / 2, or an l1 penalty. */
export type ElementLaw =
  | { readonly kind: 'normal'; readonly linear: Node; readonly precision: Node }
  | { readonly kind: 'laplace'; readonly penalty: DistributionPenalty };

/** The law that a prior gives the elements of its unknown, where it is one of those. */
export function elementLaw(
  { logDensity, distribution, parameters }: Factor,
  v: Variable,
): ElementLaw | undefined {
  const penalty = distribution.penalty?.(parameters);
  if (penalty !== undefined) {
    // Of a penalty and more, or one that joins elements, there is no closed form here.
    const isAlone = penalty.kind === 'absolute' && penalty.rest === undefined;
    return isAlone ? { kind: 'laplace', penalty } : undefined;
  }
  const found = collectStatistics([logDensity], v.input);
  if (found.kind === 'refused') return undefined;
  const of = (wanted: string) =>
    found.statistics
      .filter(({ statistic }) => statistic === wanted)
      .map(({ coefficient }) => coefficient)
      .reduce(add, constant(0, v.shape));
  const isNormal = found.statistics.every(({ statistic }) => ['x', 'x^2'].includes(statistic));
  if (!isNormal) return undefined;
  return { kind: 'normal', linear: of('x'), precision: mul(constant(-2), of('x^2')) };
}
