import { elementName, type Draws, type Quantity, type QuantityKind } from '../base/draws.js';
import { quantile } from '../base/numeric/quantile.js';
import { moments } from '../base/numeric/moments.js';

/** How the draws of one element, or of all weights of an array, are spread. */
export interface Description {
  readonly name: string;
  /** The declared name, without an index. */
  readonly quantity: string;
  readonly kind: QuantityKind;
  /** Elements described together: 1, or all of an array of weights. */
  readonly elements: number;
  readonly mean: number;
  readonly sd: number;
  readonly q5: number;
  readonly q50: number;
  readonly q95: number;
}

/** Of independent draws, which need no diagnostics: each element, but the weights of an array together. */
export function describe(draws: Draws): Description[] {
  return draws.quantities.flatMap((quantity) => {
    if (quantity.kind === 'weight' && quantity.size > 1) {
      return [described(draws, quantity, quantity.name, { from: 0, count: quantity.size })];
    }
    return Array.from({ length: quantity.size }, (_, element) =>
      described(draws, quantity, elementName(quantity, element), { from: element, count: 1 }),
    );
  });
}

function described(
  { chains, draws, width }: Draws,
  { name: quantity, kind, offset }: Quantity,
  name: string,
  { from, count }: { readonly from: number; readonly count: number },
): Description {
  const values = new Float64Array(chains.length * draws * count);
  let next = 0;
  for (const chain of chains) {
    for (let row = 0; row < draws; row++) {
      const begin = row * width + offset + from;
      values.set(chain.subarray(begin, begin + count), next);
      next += count;
    }
  }
  const { mean, variance } = moments(values);
  const sorted = values.sort();
  const [q5, q50, q95] = [0.05, 0.5, 0.95].map((p) => quantile(sorted, p));
  const quantiles = { q5: q5!, q50: q50!, q95: q95! };
  return { name, quantity, kind, elements: count, mean, sd: Math.sqrt(variance), ...quantiles };
}
