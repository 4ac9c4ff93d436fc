import { diagnostic } from '../../../base/message.js';
import { lintMessages } from '../lint-messages.js';
import { normalCdf } from '../../../base/numeric/normal-integral.js';
import type { Term } from '../model.js';
import { inputsOf, locationAndScale } from './constants.js';
import type { Lint } from './lint.js';

/** A unit that is less often above 0 than this is one that the data can hardly reach. */
const LEAST_ACTIVE = 0.02;

/** Units cut off at 0 whose bias keeps what enters below it, inputs taken to be of unit scale. */
export const deadUnits: Lint = function* ({ unknowns, deterministics }) {
  const byName = new Map(unknowns.map((unknown) => [unknown.name, unknown]));
  for (const { name: layer, value } of deterministics) {
    const inside = rectified(value);
    const [weight, bias] = ['weight', 'bias'].map((slot) => byName.get(`${layer}.${slot}`));
    if (!inside || weight === undefined || bias === undefined) continue;
    const inputs = inputsOf(weight);
    const [slope, shift] = [weight, bias].map(({ prior }) => locationAndScale(prior));
    if (inputs === undefined || slope?.location !== 0 || shift === undefined) continue;
    const spread = Math.hypot(shift.scale, slope.scale * Math.sqrt(inputs));
    const probability = normalCdf(shift.location / spread);
    if (probability >= LEAST_ACTIVE) continue;
    const values = { layer, bias: bias.name, mean: shift.location, spread: spread.toPrecision(2) };
    const shown = probability.toPrecision(2);
    yield diagnostic(lintMessages.deadUnits, { ...values, probability: shown }, bias.place);
  }
};

/** `max(layer, 0)`, as relu unfolds. */
function rectified(term: Term): boolean {
  if (term.kind !== 'elementwise' || term.name !== 'max') return false;
  const kinds = term.operands.map((operand) => operand.kind);
  const cut = term.operands.some((operand) => operand.kind === 'number' && operand.value === 0);
  return cut && kinds.includes('layer');
}
