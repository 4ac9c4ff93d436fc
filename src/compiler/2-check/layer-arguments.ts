import { diagnostic } from '../../base/message.js';
import { didYouMean } from '../../base/suggestion.js';
import type { Pair } from '../../expression/index.js';
import type {
  ArgumentValue,
  LayerArgument,
  LayerArguments,
} from '../../library/layers/arguments.js';
import type { Layer } from '../../library/layers/layer.js';
import type { Argument, Call, Expression } from '../1-parse/program.js';
import type { Context, Scope } from './context.js';
import { dimensionOf } from './dimensions.js';
import { checkMessages } from './messages.js';

/** What a layer is called with: layers, and arguments by name. */
export interface LayerOperands {
  readonly inputs: readonly Argument[];
  readonly given: LayerArguments;
}

/** Sorts what stands in the parentheses of a layer; undefined after reporting what is wrong. */
export function layerOperands(
  context: Context,
  scope: Scope,
  kind: Layer,
  call: Call,
): LayerOperands | undefined {
  const positional = call.arguments.filter(({ name }) => name === undefined);
  const count = kind.arguments.length === 0 ? positional.length : kind.inputs[1];
  const inputs = positional.slice(0, count);
  const written = new Map<LayerArgument, Argument>();
  positional.slice(count).forEach((argument, i) => {
    const declared = kind.arguments[i];
    if (declared !== undefined) written.set(declared, argument);
  });
  const tooMany = positional.length > count + kind.arguments.length;
  if (!matchNames(context, scope, { kind, call, written })) return undefined;
  const missing = kind.arguments.some(
    (argument) => argument.otherwise === undefined && !written.has(argument),
  );
  if (tooMany || missing || inputs.length < kind.inputs[0] || inputs.length > kind.inputs[1]) {
    reportCount(context, scope, kind, call);
    return undefined;
  }
  const values = [...written].map(
    ([argument, { value }]) => [argument.name, valueOf(context, scope, argument, value)] as const,
  );
  if (values.some(([, value]) => value === undefined)) return undefined;
  return { inputs, given: new Map(values as (readonly [string, ArgumentValue])[]) };
}

interface Matching {
  readonly kind: Layer;
  readonly call: Call;
  readonly written: Map<LayerArgument, Argument>;
}

function matchNames(context: Context, scope: Scope, { kind, call, written }: Matching): boolean {
  let right = true;
  for (const argument of call.arguments) {
    if (argument.name === undefined) continue;
    const { name } = argument.name;
    const declared = kind.arguments.find((candidate) => candidate.name === name);
    if (declared !== undefined && !written.has(declared) && !argument.stochastic) {
      written.set(declared, argument);
      continue;
    }
    const names = kind.arguments.map((candidate) => candidate.name);
    const known = names.join(', ') || 'none';
    const remedy = written.has(declared!)
      ? `write ${name} once`
      : didYouMean(name, names, `delete ${name}`);
    const place = { source: scope.source, span: argument.span };
    const values = { layer: kind.name, name, known, remedy };
    context.report(diagnostic(checkMessages.layerArgument, values, place));
    right = false;
  }
  return right;
}

function reportCount(context: Context, scope: Scope, kind: Layer, call: Call): void {
  const [least, most] = kind.inputs;
  const required = kind.arguments.filter(({ otherwise }) => otherwise === undefined);
  const first =
    least === most ? (kind.indexed ? 'an index column' : 'one layer') : 'two or more layers';
  const names = required.map(({ name }) => name);
  const expected = [first, ...names].join(', then ');
  const usage = `${kind.name}(${['x', ...(least > 1 ? ['y'] : []), ...names].join(', ')})`;
  const given = String(call.arguments.length);
  const place = { source: scope.source, span: call.span };
  context.report(
    diagnostic(checkMessages.argumentCount, { name: kind.name, expected, given, usage }, place),
  );
}

const EXPECTED = {
  size: 'a number or a dimension',
  pair: 'a whole number from 1 on, or two of them: pair(2, 3)',
  padding: 'valid, same, or a whole number of zeros on each side',
} as const;

function valueOf(
  context: Context,
  scope: Scope,
  { name, kind }: LayerArgument,
  value: Expression,
): ArgumentValue | undefined {
  if (kind === 'size') {
    const size = dimensionOf(context, scope, value);
    return size && { kind, size };
  }
  if (kind === 'padding' && value.kind === 'name') {
    if (value.name === 'valid' || value.name === 'same') return { kind, padding: value.name };
  }
  const pair = pairOf(value, kind === 'pair' ? 1 : 0);
  if (pair !== undefined) return kind === 'pair' ? { kind, pair } : { kind, padding: pair };
  const place = { source: scope.source, span: value.span };
  const values = { name, expected: EXPECTED[kind] };
  context.report(diagnostic(checkMessages.layerArgumentValue, values, place));
  return undefined;
}

/** `3`, or `pair(3, 5)`: height and width. */
function pairOf(value: Expression, least: number): Pair | undefined {
  const parts =
    value.kind === 'call' && value.function.name === 'pair'
      ? value.arguments.map((argument) => argument.value)
      : [value, value];
  const numbers = parts.flatMap((part) => (part.kind === 'number' ? [part.value] : []));
  const whole = numbers.every((number) => Number.isInteger(number) && number >= least);
  return whole && numbers.length === 2 && parts.length === 2
    ? (numbers as [number, number])
    : undefined;
}
