import { constant, input, scalarValue, type Node } from '../../expression/index.js';
import { elementSupport, type Support } from '../../library/index.js';
import type { DistributionTerm } from './model.js';
import { anything, rangeOfSupport, type Range } from './range.js';

/** Support of a distribution's values, with the ends that its arguments are known to have. */
export function rangeOfDistribution(term: DistributionTerm): Range {
  const support = elementSupport(supportOf(term));
  if (support.kind === 'interval') {
    const lower = boundOf(support.lower, term);
    const upper = boundOf(support.upper, term);
    return { lower: lower.lower, upper: upper.upper, integer: false };
  }
  return rangeOfSupport(support.kind);
}

export function supportOf({
  distribution,
  parameterisation,
  arguments: terms,
}: DistributionTerm): Support {
  const placeholders = terms.map((term, i) =>
    term.kind === 'number'
      ? constant(term.value)
      : input(
          String(i),
          parameterisation.parameters[i]!.axes.map(() => 2),
        ),
  );
  return distribution.support(parameterisation.toCanonical(placeholders));
}

function boundOf(bound: Node, { arguments: terms }: DistributionTerm): Range {
  const value = scalarValue(bound);
  if (value !== undefined) return { lower: value, upper: value, integer: false };
  const index = bound.op === 'input' ? Number(bound.attributes.name) : NaN;
  return terms[index]?.range ?? anything;
}
