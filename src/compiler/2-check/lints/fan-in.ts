import { diagnostic } from '../../../base/message.js';
import { lintMessages } from '../lint-messages.js';
import { inputsOf, locationAndScale } from './constants.js';
import type { Lint } from './lint.js';

/** A sum of units may be as large as this many times one of them. */
const MOST_SPREAD = 3;

/** Weights whose scale is a number that does not shrink as the layer before grows: Neal (1996), ch. 2. */
export const fanIn: Lint = function* ({ unknowns }) {
  for (const unknown of unknowns) {
    const { name, prior, place } = unknown;
    const inputs = name.endsWith('.weight') ? inputsOf(unknown) : undefined;
    const found = inputs === undefined ? undefined : locationAndScale(prior);
    if (inputs === undefined || found === undefined) continue;
    const spread = found.scale * Math.sqrt(inputs);
    if (spread <= MOST_SPREAD) continue;
    const values = { name, inputs, scale: found.scale, spread: spread.toPrecision(2) };
    yield diagnostic(lintMessages.fanIn, values, place);
  }
};
