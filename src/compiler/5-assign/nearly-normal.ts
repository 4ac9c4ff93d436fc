import { dependents, sizeOf, topological } from '../../expression/index.js';
import { elementsOf, type Conditional } from '../4-condition/conditional.js';

/** Observations an unknown from which on a smooth posterior is nearly normal (the theorem of Bernstein and von Mises). */
const OBSERVATIONS = 10;
/** Unknowns whose covariance warm-up can learn, and that cost little beside a gradient. */
const LARGEST = 200;

/** Locations that no factor multiplies with each other, smooth, under many observations each. */
export function areNearlyNormal(members: readonly Conditional[]): boolean {
  const size = elementsOf(members);
  if (size < 2 || size > LARGEST) return false;
  const locations = members.every(
    ({ variable, form }) =>
      variable.support.kind === 'real' && form.kind !== 'smooth plus proximable',
  );
  const factors = [...new Set(members.flatMap((member) => member.factors))];
  const observed = factors
    .filter(({ kind }) => kind === 'likelihood')
    .reduce((sum, { value }) => sum + sizeOf(value.shape), 0);
  return locations && observed >= OBSERVATIONS * size && !areMultiplied(members, factors);
}

const PRODUCTS = new Set(['mul', 'matmul', 'div', 'pow']);

function areMultiplied(members: readonly Conditional[], factors: Conditional['factors']): boolean {
  const order = topological(factors.map(({ logDensity }) => logDensity));
  const reached = dependents(
    order,
    members.map(({ variable }) => variable.input),
  );
  return order.some(
    ({ op, inputs }) => PRODUCTS.has(op) && inputs.filter((input) => reached.has(input)).length > 1,
  );
}
