import { maximum, minimum, pow } from '../../expression/index.js';
import { ofTwo, type LanguageFunction } from '../function.js';
import { isWithin, type SupportKind } from '../support.js';

/** The narrowest of some common supports that holds both. */
function common(a: SupportKind, b: SupportKind): SupportKind {
  const kinds: readonly SupportKind[] = ['bool', 'unit', 'count', 'positive'];
  return kinds.find((kind) => isWithin(a, kind) && isWithin(b, kind)) ?? 'real';
}

export const pairwiseFunctions: readonly LanguageFunction[] = [
  ofTwo('max', maximum, 'the larger of two; of one argument, its largest element', (a, b) =>
    isWithin(a, 'positive') || isWithin(b, 'positive') ? 'positive' : common(a, b),
  ),
  ofTwo('min', minimum, 'the smaller of two; of one argument, its smallest element', common),
  ofTwo('pow', pow, 'a to the power b', (a, b) => {
    if (a === 'unit' && isWithin(b, 'positive')) return 'unit';
    return isWithin(a, 'positive') ? 'positive' : 'real';
  }),
];
