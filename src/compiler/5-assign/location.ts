import type { Conditional } from '../4-condition/conditional.js';

/**
 * A mean, an effect, a coefficient: an unknown whose conditional is a normal, perhaps truncated.
 * Scales, rates and chances have other statistics.
 */
export function isLocation({ form }: Conditional): boolean {
  if (form.kind !== 'exponential') return false;
  const { statistics } = form.family;
  return statistics.length === 2 && statistics.includes('x') && statistics.includes('x^2');
}

/**
 * The unknown that a location had better move together with, if there is one.
 *
 * A closed form is not always worth taking. Locations of one factor are correlated, an intercept and
 * the slope of an uncentred column at 0.99 and more: drawn one at a time they creep along the ridge,
 * where NUTS crosses it. The same holds beside an unknown that NUTS moves anyway, since holding a
 * location still would hold that one back. Scales are hardly correlated with what they scale, so
 * their exact draw is kept; and a location whose neighbours are all scales is drawn exactly too.
 */
export function partnerOf(
  location: Conditional,
  all: readonly Conditional[],
  movesByNuts: (other: Conditional) => boolean,
): Conditional | undefined {
  const scope = new Set(location.factors.flatMap((factor) => [...factor.scope]));
  const near = all.filter((other) => other !== location && scope.has(other.variable.name));
  return near.find(isLocation) ?? near.find(movesByNuts);
}
