import { diagnostic } from '../../base/message.js';
import { didYouMean } from '../../base/suggestion.js';
import { reshape } from '../../expression/index.js';
import type { Dimension } from '../../library/dimension.js';
import { layers } from '../../library/layers/index.js';
import type {
  Identifier,
  Layer,
  NetworkDeclaration,
  SharedActivation,
} from '../1-parse/program.js';
import { invalid, nestedScope, type Context, type Scope } from './context.js';
import { elaborateActivation, type AppliedActivation } from './elaborate-activation.js';
import { layerTerm, shapeLayer, type ShapedLayer } from './layer-call.js';
import { declareSlots } from './layer-slots.js';
import { checkMessages } from './messages.js';
import type { Place, Term } from './model.js';

/** What the layers of one network share. */
interface Network {
  readonly context: Context;
  readonly name: string;
  readonly scope: Scope;
  readonly shared: ReadonlyMap<string, SharedActivation>;
  readonly sharedOnce: Map<string, AppliedActivation | undefined>;
}

/** Declares a network's weights, activation parameters and layers; returns its arrays of weights. */
export function elaborateNetwork(context: Context, declaration: NetworkDeclaration): string[] {
  const { name } = declaration.name;
  const layerItems = declaration.items.filter((item) => item.kind === 'layer');
  const own = new Map<string, (place: Place) => Term | undefined>();
  for (const { name: layer } of layerItems) {
    own.set(layer.name, (place) => context.quantity(`${name}.${layer.name}`, place));
  }
  const shared = declaration.items.filter((item) => item.kind === 'shared-activation');
  const network: Network = {
    context,
    name,
    scope: nestedScope(context.globalScope.source, own, context.globalScope),
    shared: new Map(shared.map((item) => [item.name.name, item])),
    sharedOnce: new Map(),
  };
  const weights = layerItems.flatMap((layer) => elaborateLayer(network, layer));
  const output = layerItems.at(-1);
  if (output !== undefined) declareOutput(network, declaration, output);
  return weights;
}

/** An input is a name that its layers may use: data, another network, any quantity. */
function checkInput({ context, scope, name: network }: Network, { name, span }: Identifier): void {
  const known = [...context.globalScope.names()];
  if (known.includes(name)) return;
  const remedy = didYouMean(name, known, `name a data field or another network`);
  const values = { network, name, remedy };
  context.report(diagnostic(checkMessages.networkInput, values, { source: scope.source, span }));
}

/** The network's own name: its last layer, a vector over rows where that has one unit. */
function declareOutput(network: Network, declaration: NetworkDeclaration, output: Layer): void {
  const { context, name } = network;
  const place = { source: network.scope.source, span: declaration.name.span };
  context.declare({
    kind: 'deterministic',
    name,
    place,
    role: 'deterministic',
    declared: false,
    value: () => {
      for (const input of declaration.inputs) checkInput(network, input);
      const layer = context.quantity(`${name}.${output.name.name}`, place) ?? invalid(place);
      const last = layer.dimensions.at(-1);
      const single = last?.kind === 'fixed' && last.size === 1 && layer.dimensions.length === 2;
      if (!single) return layer;
      return {
        kind: 'whole',
        name: 'vector',
        operands: [layer],
        build: ([x]) => reshape(x!, [x!.shape[0]!]),
        dimensions: layer.dimensions.slice(0, 1),
        range: layer.range,
        place,
      };
    },
  });
}

function elaborateLayer(network: Network, layer: Layer): string[] {
  const { context, scope } = network;
  const place = { source: scope.source, span: layer.value.span };
  const call = layer.value.kind === 'call' ? layer.value : undefined;
  const kind = call && layers.get(call.function.name);
  const full = `${network.name}.${layer.name.name}`;
  if (call === undefined || kind === undefined) {
    const name = call?.function.name ?? 'this';
    const known = [...layers.keys()].join(', ');
    const remedy = didYouMean(name, layers.keys(), `write dense(x, 50)`);
    context.report(diagnostic(checkMessages.unknownLayer, { name, known, remedy }, place));
    declareLayer(network, layer, full, () => invalid(place));
    return [];
  }
  let shaped: ShapedLayer | 'wrong' | undefined;
  const shape = () => {
    shaped ??= shapeLayer(context, scope, layer.name.name, kind, call) ?? 'wrong';
    return shaped === 'wrong' ? undefined : shaped;
  };
  const slots = declareSlots({ context, scope, layer, name: full }, kind, shape);
  const activate = layerActivation(network, layer, full, () => shape()?.output.slice(1) ?? []);
  declareLayer(network, layer, full, () => {
    const found = shape();
    if (found === undefined) return invalid(place);
    const parameters = new Map<string, Term>();
    for (const slot of slots) {
      const term = context.quantity(`${full}.${slot}`, place);
      if (term !== undefined) parameters.set(slot, term);
    }
    const sums = layerTerm(found, parameters, place);
    return activate?.(sums) ?? sums;
  });
  return slots.filter((slot) => slot === 'weight').map((slot) => `${full}.${slot}`);
}

function declareLayer(network: Network, layer: Layer, name: string, value: () => Term): void {
  const place = { source: network.scope.source, span: layer.name.span };
  network.context.declare({
    kind: 'deterministic',
    name,
    place,
    role: 'deterministic',
    declared: false,
    value,
  });
}

function layerActivation(
  network: Network,
  layer: Layer,
  full: string,
  unit: () => readonly Dimension[],
): AppliedActivation | undefined {
  const slot = layer.slots.find((item) => item.kind === 'slot-activation');
  if (slot?.kind !== 'slot-activation') return undefined;
  const { context, scope } = network;
  const per = slot.per === undefined ? {} : { per: slot.per };
  const shared = slot.value.kind === 'name' ? network.shared.get(slot.value.name) : undefined;
  if (shared === undefined) {
    return elaborateActivation(context, {
      value: slot.value,
      ...per,
      scope,
      prefix: `${full}.activation`,
      unit,
    });
  }
  const name = shared.name.name;
  const sharing = shared.per === undefined ? {} : { per: shared.per };
  const request = { value: shared.value, ...sharing, scope, unit };
  if (shared.per?.name !== 'network') {
    return elaborateActivation(context, { ...request, prefix: `${full}.${name}` });
  }
  if (!network.sharedOnce.has(name)) {
    const prefix = `${network.name}.${name}`;
    network.sharedOnce.set(name, elaborateActivation(context, { ...request, prefix }));
  }
  return network.sharedOnce.get(name);
}
