import { diagnostic } from '../../base/message.js';
import type { Dimension } from '../../library/dimension.js';
import type { LayerArguments } from '../../library/layers/arguments.js';
import { layers } from '../../library/layers/index.js';
import type { Layer as LayerKind } from '../../library/layers/layer.js';
import type { Argument, Call } from '../1-parse/program.js';
import { invalid, type Context, type Scope } from './context.js';
import { typeExpression } from './expression.js';
import { layerOperands } from './layer-arguments.js';
import { checkMessages } from './messages.js';
import type { Term } from './model.js';
import { anything } from './range.js';

/** A layer whose inputs and arguments are known; nothing else is where something was wrong with them. */
export interface ShapedLayer {
  readonly kind: LayerKind;
  readonly inputs: readonly Term[];
  readonly given: LayerArguments;
  readonly output: readonly Dimension[];
}

/** Types what a layer is called with; undefined after reporting what is wrong. `name`: of the layer. */
export function shapeLayer(
  context: Context,
  scope: Scope,
  name: string,
  kind: LayerKind,
  call: Call,
): ShapedLayer | undefined {
  const operands = layerOperands(context, scope, kind, call);
  if (operands === undefined) return undefined;
  const inputs = operands.inputs.map((input) => typeInput(context, scope, name, input));
  if (inputs.some((x) => x.kind === 'invalid')) return undefined;
  const given = kind.indexed
    ? withLevels(context, scope, kind, operands.inputs[0]!, operands.given)
    : operands.given;
  if (given === undefined) return undefined;
  const output = kind.output(
    inputs.map((x) => x.dimensions),
    given,
  );
  if (typeof output !== 'string') return { kind, inputs, given, output };
  const place = { source: scope.source, span: call.span };
  context.report(diagnostic(checkMessages.layerShape, { problem: output, name }, place));
  return undefined;
}

/** The sums of a layer, before its activation. */
export function layerTerm(
  { kind, inputs, given, output }: ShapedLayer,
  parameters: ReadonlyMap<string, Term>,
  place: Term['place'],
): Term {
  const layer = { kind: 'layer', layer: kind, inputs, parameters, given } as const;
  return { ...layer, dimensions: output, range: anything, place };
}

/** An input: an expression, or a layer without weights in place, as in `dense(flatten(x), 32)`. */
function typeInput(context: Context, scope: Scope, name: string, { value }: Argument): Term {
  const kind = value.kind === 'call' ? layers.get(value.function.name) : undefined;
  if (value.kind !== 'call' || kind === undefined) return typeExpression(context, scope, value);
  const place = { source: scope.source, span: value.span };
  if (kind.slots.some((slot) => slot.required)) {
    const values = { kind: kind.name, name };
    context.report(diagnostic(checkMessages.nestedWeights, values, place));
    return invalid(place);
  }
  const shaped = shapeLayer(context, scope, name, kind, value);
  return shaped === undefined ? invalid(place) : layerTerm(shaped, new Map(), place);
}

/** The levels of the index column that a layer goes through. */
function withLevels(
  context: Context,
  scope: Scope,
  kind: LayerKind,
  { value }: Argument,
  given: LayerArguments,
): LayerArguments | undefined {
  const size = value.kind === 'name' ? context.levelsOf(value.name) : undefined;
  if (size !== undefined) return new Map(given).set('levels', { kind: 'size', size });
  const place = { source: scope.source, span: value.span };
  context.report(diagnostic(checkMessages.notAnIndex, { kind: kind.name }, place));
  return undefined;
}
