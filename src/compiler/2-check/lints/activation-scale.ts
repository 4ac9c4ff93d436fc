import { diagnostic } from '../../../base/message.js';
import { lintMessages } from '../lint-messages.js';
import type { Term } from '../model.js';
import { quantitiesIn } from '../term.js';
import type { Lint, LintedModel } from './lint.js';

/** A parameter of an activation that scales the whole layer, before a layer whose weights scale it again. */
export const activationScale: Lint = function* (model) {
  const activations = ownedByLayer(model);
  if (activations.size === 0) return;
  const weights = weightsByInput(model);
  for (const { name: layer, value } of model.deterministics) {
    const weight = weights.get(layer);
    if (weight === undefined) continue;
    for (const { name, place } of activations.get(layer) ?? []) {
      if (degreeIn(value, name) !== 1) continue;
      yield diagnostic(lintMessages.activationScale, { name, layer, weight }, place);
    }
  }
};

const OWNED = '.activation.';

/** Parameters of activations, by the layer whose they are. */
function ownedByLayer({ unknowns }: LintedModel): ReadonlyMap<string, LintedModel['unknowns']> {
  const layers = new Map<string, LintedModel['unknowns'][number][]>();
  for (const unknown of unknowns) {
    const end = unknown.name.indexOf(OWNED);
    if (end < 0) continue;
    const layer = unknown.name.slice(0, end);
    const own = layers.get(layer);
    if (own === undefined) layers.set(layer, [unknown]);
    else own.push(unknown);
  }
  return layers;
}

/** The weight that multiplies a layer's output in the first layer that reads it, by the name of that output. */
function weightsByInput({ deterministics }: LintedModel): ReadonlyMap<string, string> {
  const weights = new Map<string, string>();
  const waiting: Term[] = deterministics.map(({ value }) => value).reverse();
  for (let term = waiting.pop(); term !== undefined; term = waiting.pop()) {
    if (term.kind === 'elementwise' || term.kind === 'whole') waiting.push(...term.operands);
    if (term.kind !== 'layer') continue;
    const weight = term.parameters.get('weight');
    if (weight?.kind !== 'quantity') continue;
    for (const input of term.inputs) {
      if (input.kind === 'quantity' && !weights.has(input.name))
        weights.set(input.name, weight.name);
    }
  }
  return weights;
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
