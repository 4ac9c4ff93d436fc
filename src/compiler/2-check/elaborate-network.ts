import { diagnostic } from '../../base/message.js';
import { reshape } from '../../expression/index.js';
import type { Dimension } from '../../library/dimension.js';
import { layers } from '../../library/layers/index.js';
import type { Layer as LayerKind, LayerSlot } from '../../library/layers/layer.js';
import type {
  Call,
  Expression,
  Layer,
  NetworkDeclaration,
  SharedActivation,
} from '../1-parse/program.js';
import { invalid, nestedScope, sizeTerm, type Context, type Scope } from './context.js';
import { didYouMean, dimensionOf } from './dimensions.js';
import { elaborateActivation, type AppliedActivation } from './elaborate-activation.js';
import { elaborateStochastic } from './elaborate-prior.js';
import { typeExpression } from './expression.js';
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

interface ShapedLayer {
  readonly kind: LayerKind;
  readonly inputs: readonly Term[];
  readonly given: readonly Dimension[];
  readonly output: readonly Dimension[];
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
  let shaped: ShapedLayer | undefined;
  const shape = () => (shaped ??= shapeLayer(network, layer, kind, call));
  const slots = declareSlots(network, layer, kind, shape);
  const activate = layerActivation(network, layer, full, () => shape().output.slice(-1));
  declareLayer(network, layer, full, () => {
    const { inputs, output } = shape();
    if (inputs.some((x) => x.kind === 'invalid')) return invalid(place);
    const parameters = new Map<string, Term>();
    for (const slot of slots) {
      const term = context.quantity(`${full}.${slot}`, place);
      if (term !== undefined) parameters.set(slot, term);
    }
    const range = { lower: -Infinity, upper: Infinity, integer: false };
    const sums: Term = {
      kind: 'layer',
      layer: kind,
      inputs,
      parameters,
      dimensions: output,
      range,
      place,
    };
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

function shapeLayer(network: Network, layer: Layer, kind: LayerKind, call: Call): ShapedLayer {
  const { context, scope } = network;
  const place = { source: scope.source, span: call.span };
  const inputTexts = call.arguments.slice(0, call.arguments.length - kind.arguments.length);
  const rest = call.arguments.slice(inputTexts.length);
  const [least, most] = kind.inputs;
  if (inputTexts.length < least || inputTexts.length > most) {
    const expected = [least === most ? 'one layer' : 'two or more layers', ...kind.arguments].join(
      ', then ',
    );
    const usage = `${kind.name}(${['x', ...(least > 1 ? ['y'] : []), ...kind.arguments].join(', ')})`;
    const given = String(call.arguments.length);
    context.report(
      diagnostic(checkMessages.argumentCount, { name: kind.name, expected, given, usage }, place),
    );
    return { kind, inputs: [invalid(place)], given: [], output: [] };
  }
  const inputs = inputTexts.map((argument) => typeExpression(context, scope, argument.value));
  const given = rest.flatMap((argument) => dimensionOf(context, scope, argument.value) ?? []);
  const broken = given.length < rest.length || inputs.some((x) => x.kind === 'invalid');
  if (broken) return { kind, inputs: [invalid(place)], given, output: [] };
  const output = kind.output(
    inputs.map((x) => x.dimensions),
    given,
  );
  if (typeof output !== 'string') return { kind, inputs, given, output };
  const values = { problem: output, name: layer.name.name };
  context.report(diagnostic(checkMessages.layerShape, values, place));
  return { kind, inputs: [invalid(place)], given, output: [] };
}

/** Slot names do not depend on shapes, so any shape of the right rank tells them. */
const ANY: Dimension = { kind: 'named', name: 'any' };

function declareSlots(
  network: Network,
  layer: Layer,
  kind: LayerKind,
  shape: () => ShapedLayer,
): string[] {
  const { context, scope } = network;
  const full = `${network.name}.${layer.name.name}`;
  const slots = kind.slots(
    [[ANY, ANY]],
    kind.arguments.map(() => ANY),
  );
  const declared: string[] = [];
  for (const item of layer.slots) {
    if (item.kind !== 'slot-prior') continue;
    const slotName = item.name.name;
    const place = { source: scope.source, span: item.span };
    if (!slots.some((slot) => slot.name === slotName)) {
      const known = slots.map((slot) => slot.name).join(', ') || 'none';
      const values = { layer: layer.name.name, name: slotName, kind: kind.name, known };
      context.report(diagnostic(checkMessages.unknownSlot, values, place));
      continue;
    }
    const sized = (): LayerSlot | undefined => {
      const { inputs, given } = shape();
      if (inputs.some((x) => x.kind === 'invalid')) return undefined;
      return kind
        .slots(
          inputs.map((x) => x.dimensions),
          given,
        )
        .find((slot) => slot.name === slotName);
    };
    declared.push(slotName);
    declareSlot(network, `${full}.${slotName}`, item.distribution, place, sized);
  }
  for (const slot of slots) {
    if (!slot.required || declared.includes(slot.name)) continue;
    const place = { source: scope.source, span: layer.name.span };
    const remedy = `write ${slot.name} ~ normal(0, 1 / sqrt(fan_in)) in layer ${layer.name.name}`;
    context.report(
      diagnostic(checkMessages.missingPrior, { name: `${full}.${slot.name}`, remedy }, place),
    );
  }
  return declared;
}

function declareSlot(
  network: Network,
  name: string,
  distribution: Expression,
  place: Place,
  sized: () => LayerSlot | undefined,
): void {
  const fan = (which: 'fanIn' | 'fanOut') => (at: Place) => {
    const slot = sized();
    return slot === undefined ? invalid(at) : sizeTerm(slot[which], at);
  };
  const fans = new Map([
    ['fan_in', fan('fanIn')],
    ['fan_out', fan('fanOut')],
  ]);
  elaborateStochastic(network.context, {
    name,
    role: 'weight',
    place,
    distribution,
    scope: nestedScope(network.scope.source, fans, network.scope),
    dimensions: () => sized()?.dimensions ?? [],
    fanIn: () => fan('fanIn')(place),
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
