import { diagnostic } from '../../base/message.js';
import type { LayerSlot, SlotShape } from '../../library/layers/layer.js';
import type { Layer } from '../1-parse/program.js';
import { invalid, nestedScope, sizeTerm, type Context, type Scope } from './context.js';
import { elaborateStochastic } from './elaborate-prior.js';
import type { ShapedLayer } from './layer-call.js';
import { checkMessages } from './messages.js';
import type { Place } from './model.js';

/** A layer of a network, under the full name of what it gives. */
export interface NamedLayer {
  readonly context: Context;
  readonly scope: Scope;
  readonly layer: Layer;
  readonly name: string;
}

/** Declares the arrays of weights that are given priors; returns the names of their slots. */
export function declareSlots(
  named: NamedLayer,
  kind: ShapedLayer['kind'],
  shape: () => ShapedLayer | undefined,
): string[] {
  const { context, scope, layer, name } = named;
  const declared: string[] = [];
  for (const item of layer.slots) {
    if (item.kind !== 'slot-prior') continue;
    const slotName = item.name.name;
    const place = { source: scope.source, span: item.span };
    const slot = kind.slots.find((candidate) => candidate.name === slotName);
    if (slot === undefined) {
      const known = kind.slots.map((candidate) => candidate.name).join(', ') || 'none';
      const values = { layer: layer.name.name, name: slotName, kind: kind.name, known };
      context.report(diagnostic(checkMessages.unknownSlot, values, place));
      continue;
    }
    declared.push(slotName);
    declareSlot(named, slot, { distribution: item.distribution, place }, shape);
  }
  for (const slot of kind.slots) {
    if (!slot.required || declared.includes(slot.name)) continue;
    const place = { source: scope.source, span: layer.name.span };
    const remedy = `write ${slot.name} ~ normal(0, 1 / sqrt(fan_in)) in layer ${layer.name.name}`;
    const values = { name: `${name}.${slot.name}`, remedy };
    context.report(diagnostic(checkMessages.missingPrior, values, place));
  }
  return declared;
}

type Prior = Pick<Parameters<typeof elaborateStochastic>[1], 'distribution' | 'place'>;

function declareSlot(
  { context, scope, name }: NamedLayer,
  slot: LayerSlot,
  prior: Prior,
  shape: () => ShapedLayer | undefined,
): void {
  const sized = (): SlotShape | undefined => {
    const shaped = shape();
    return shaped && slot.shape(shaped.inputs[0]!.dimensions, shaped.given);
  };
  const fan = (which: 'fanIn' | 'fanOut') => (at: Place) => {
    const found = sized();
    return found === undefined ? invalid(at) : sizeTerm(found[which], at);
  };
  const fans = new Map([
    ['fan_in', fan('fanIn')],
    ['fan_out', fan('fanOut')],
  ]);
  elaborateStochastic(context, {
    name: `${name}.${slot.name}`,
    role: 'weight',
    ...prior,
    scope: nestedScope(scope.source, fans, scope),
    dimensions: () => sized()?.dimensions ?? [],
    fanIn: () => fan('fanIn')(prior.place),
  });
}
