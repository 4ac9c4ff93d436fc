import { constant, scalarValue } from '../../../expression/index.js';
import type { CheckedUnknown, DistributionTerm, Term } from '../model.js';

/** The number that a term is, where it is one whatever the data. */
function numberOf(term: Term): number | undefined {
  if (term.kind === 'number') return term.value;
  if (term.kind === 'size') {
    return term.dimension.kind === 'fixed' ? term.dimension.size : undefined;
  }
  if (term.kind !== 'elementwise') return undefined;
  const operands = term.operands.map(numberOf);
  if (!operands.every((value) => value !== undefined)) return undefined;
  return scalarValue(term.build(operands.map((value) => constant(value))));
}

/** Location and scale of a prior that is told by numbers alone; undefined for other priors. */
export function locationAndScale({
  distribution,
  parameterisation,
  arguments: given,
}: DistributionTerm): { readonly location: number; readonly scale: number } | undefined {
  const { standardised } = distribution;
  const values = given.map(numberOf);
  if (standardised === undefined || !values.every((value) => value !== undefined)) return undefined;
  const canonical = parameterisation.toCanonical(values.map((value) => constant(value)));
  const [location, scale] = [standardised.location, standardised.scale].map((place) =>
    scalarValue(canonical[place]!),
  );
  return location === undefined || scale === undefined ? undefined : { location, scale };
}

/** How many inputs a unit sums over, where the text says it. */
export function inputsOf({ fanIn }: CheckedUnknown): number | undefined {
  return fanIn && numberOf(fanIn);
}
