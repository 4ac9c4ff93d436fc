import { diagnostic } from '../../../base/message.js';
import { lintMessages } from '../lint-messages.js';
import type { Term } from '../model.js';
import { quantitiesIn } from '../term.js';
import type { Lint, LintedModel } from './lint.js';

/** A parameter of an activation that scales the whole layer, before a layer whose weights scale it again. */
export const activationScale: Lint = function* (model) {
  const { unknowns, deterministics } = model;
  for (const { name: layer, value } of deterministics) {
    const own = unknowns.filter(({ name }) => name.startsWith(`${layer}.activation.`));
    const weight = own.length === 0 ? undefined : weightOn(model, layer);
    if (weight === undefined) continue;
    for (const { name, place } of own) {
      if (degreeIn(value, name) !== 1) continue;
      yield diagnostic(lintMessages.activationScale, { name, layer, weight }, place);
    }
  }
};

/** The weight that multiplies a layer's output in the layer that reads it. */
function weightOn({ deterministics }: LintedModel, layer: string): string | undefined {
  const waiting: Term[] = deterministics.map(({ value }) => value);
  for (let term = waiting.pop(); term !== undefined; term = waiting.pop()) {
    if (term.kind === 'elementwise' || term.kind === 'whole') waiting.push(...term.operands);
    if (term.kind !== 'layer') continue;
    const reads = term.inputs.some((input) => input.kind === 'quantity' && input.name === layer);
    const weight = term.parameters.get('weight');
    if (reads && weight?.kind === 'quantity') return weight.name;
  }
  return undefined;
}

/** d where a term with the quantity times any k > 0 is k^d times the term; undefined where it is none such. */
function degreeIn(term: Term, name: string): number | undefined {
  if (term.kind === 'quantity' && term.name === name) return 1;
  if (!quantitiesIn([term], () => undefined).has(name)) return 0;
  if (term.kind !== 'elementwise') return undefined;
  const degrees = term.operands.map((operand) => degreeIn(operand, name));
  if (!degrees.every((degree) => degree !== undefined)) return undefined;
  const [first = 0, second = 0] = degrees;
  switch (term.name) {
    case '*':
      return first + second;
    case '/':
      return first - second;
    case '+':
    case '-':
    case 'max':
    case 'min':
      // Zero is of every degree.
      return degrees.every((degree, i) => degree === first || isZero(term.operands[i]!))
        ? first
        : undefined;
    case 'abs':
    case 'broadcast':
      return first;
    default:
      return undefined;
  }
}

function isZero(term: Term): boolean {
  return term.kind === 'number' && term.value === 0;
}
