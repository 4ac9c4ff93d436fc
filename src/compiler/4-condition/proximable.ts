import type { Factor, Variable } from '../3-factorize/graph.js';
import type { Form } from './conditional.js';

type Proximable = Extract<Form, { kind: 'smooth plus proximable' }>;

/** The part of an unknown's prior that its distribution declares to be a penalty with a proximal operator. */
export function proximableForm(
  { name, support, input }: Variable,
  factors: readonly Factor[],
): Proximable | undefined {
  const prior = factors.find(({ kind, target }) => kind === 'prior' && target === name);
  // Only a real unknown moves in its own coordinates, where the operator is known.
  if (support.kind !== 'real' || prior?.value !== input) return undefined;
  const penalty = prior.distribution.penalty?.(prior.parameters);
  return penalty && { kind: 'smooth plus proximable', prior, penalty };
}
