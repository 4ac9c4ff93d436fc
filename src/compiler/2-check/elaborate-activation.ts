import { diagnostic } from '../../base/message.js';
import { didYouMean } from '../../base/suggestion.js';
import { broadcast, constant } from '../../expression/index.js';
import type { Dimension } from '../../library/dimension.js';
import type { Argument, Expression, Identifier } from '../1-parse/program.js';
import { activationValue } from './activation-value.js';
import { invalid, templateScope, type Context, type Scope } from './context.js';
import { elaborateStochastic } from './elaborate-prior.js';
import type { Template } from './home.js';
import { checkMessages } from './messages.js';
import type { Place, Term } from './model.js';
import { anything } from './range.js';
import { matchArguments, parameterTerm } from './template-call.js';

/** An activation with its parameters declared: applied to a layer's sums, it gives the layer's output. */
export type AppliedActivation = (x: Term) => Term;

export interface ActivationRequest {
  readonly value: Expression;
  readonly per?: Identifier;
  readonly scope: Scope;
  /** Parameters with priors are declared as `prefix.name`. */
  readonly prefix: string;
  /** Axes of the layer's units; the last is that of the channels. */
  unit(): readonly Dimension[];
}

const SHARINGS = ['unit', 'channel', 'layer', 'network'];

export function elaborateActivation(
  context: Context,
  request: ActivationRequest,
): AppliedActivation | undefined {
  const { value, per, scope } = request;
  const place = { source: scope.source, span: value.span };
  if (per !== undefined && !SHARINGS.includes(per.name)) {
    const at = { source: scope.source, span: per.span };
    context.report(diagnostic(checkMessages.badSharing, { name: per.name }, at));
    return undefined;
  }
  const name =
    value.kind === 'name' ? value.name : value.kind === 'call' ? value.function.name : '';
  const given = value.kind === 'call' ? value.arguments : [];
  const found = scope.home.find('activation', name);
  if (found !== undefined) return applied(context, request, found, given);
  const known = scope.home.names('activation');
  const remedy = didYouMean(name, known, `use one of: ${known.join(', ')}`);
  context.report(
    diagnostic(checkMessages.unknownActivation, { name: name || 'this', remedy }, place),
  );
  return undefined;
}

function applied(
  context: Context,
  request: ActivationRequest,
  found: Template<'activation'>,
  given: readonly Argument[],
): AppliedActivation {
  const { scope, prefix, per, value } = request;
  const { declaration, home } = found;
  const place: Place = { source: scope.source, span: value.span };
  const perUnit = per?.name === 'unit' || per?.name === 'channel';
  const axes = () => (per?.name === 'channel' ? request.unit().slice(-1) : request.unit());
  const own = new Map<string, (place: Place) => Term | undefined>();
  const owner = declaration.name.name;
  const learned: string[] = [];
  const matched = matchArguments(context, owner, declaration.parameters, given, place);
  for (const [parameter, argument] of matched) {
    const name = parameter.name.name;
    const term = parameterTerm(context, {
      ...{ parameter, value: argument, owner, place },
      declare: (unknown) => {
        learned.push(unknown.name);
        elaborateStochastic(context, unknown);
      },
      callScope: scope,
      ownScope: templateScope(home, own),
      declaredName: `${prefix}.${name}`,
      role: perUnit ? 'weight' : 'parameter',
      copies: () => (perUnit ? axes() : []),
    });
    own.set(name, term);
  }
  const inside = { ...context, calling: [...context.calling, declaration] };
  const apply: AppliedActivation = (x) =>
    activationValue(
      inside,
      found,
      new Map(own).set(declaration.input.name, () => x),
    );
  const [first] = learned;
  if (first !== undefined) {
    const copied = () => ({ of: context.quantity(first, place) ?? invalid(place), axes: axes() });
    const at = (points: readonly number[]) =>
      apply(inputsTerm(points, place, perUnit ? copied() : undefined));
    context.activation({ name: prefix, family: owner, at });
  }
  return apply;
}

/** Inputs of an activation: the same points for each unit that has parameters of its own, `of` among them. */
function inputsTerm(
  points: readonly number[],
  place: Place,
  copied: { readonly of: Term; readonly axes: readonly Dimension[] } | undefined,
): Term {
  const count = points.length;
  const line = constant(Float64Array.from(points), [count]);
  const axes = copied?.axes ?? [];
  return {
    ...{ kind: 'whole', name: 'inputs', range: anything, place },
    operands: copied === undefined ? [] : [copied.of],
    dimensions: [{ kind: 'fixed', size: count }, ...axes],
    build: ([parameter]) =>
      parameter === undefined
        ? line
        : broadcast(line, [count, ...parameter.shape.slice(-axes.length)], [0]),
  };
}
