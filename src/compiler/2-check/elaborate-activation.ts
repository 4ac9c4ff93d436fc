import { diagnostic } from '../../base/message.js';
import type { Dimension } from '../../library/dimension.js';
import { activations as plainActivations } from '../../library/index.js';
import type {
  ActivationDeclaration,
  Argument,
  Expression,
  Identifier,
} from '../1-parse/program.js';
import { nestedScope, type Context, type Scope } from './context.js';
import { didYouMean } from './dimensions.js';
import { matchArguments, parameterTerm } from './elaborate-prior.js';
import { typeExpression } from './expression.js';
import { checkMessages } from './messages.js';
import type { Place, Term } from './model.js';
import { rangeOfSupport } from './range.js';

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
  const declared = context.activations.get(name);
  if (declared !== undefined) return parametric(context, request, declared, given);
  const plain = plainActivations.get(name);
  if (plain !== undefined && given.length === 0) {
    return (x) => ({
      kind: 'elementwise',
      name,
      operands: [x],
      build: ([node]) => plain.build(node!),
      dimensions: x.dimensions,
      range: rangeOfSupport('real'),
      place,
    });
  }
  const known = [...context.activations.keys(), ...plainActivations.keys()];
  const remedy = didYouMean(name, known, `use one of: ${known.join(', ')}`);
  context.report(
    diagnostic(checkMessages.unknownActivation, { name: name || 'this', remedy }, place),
  );
  return undefined;
}

function parametric(
  context: Context,
  request: ActivationRequest,
  declared: ActivationDeclaration,
  given: readonly Argument[],
): AppliedActivation {
  const { scope, prefix, per, value } = request;
  const place: Place = { source: scope.source, span: value.span };
  const perUnit = per?.name === 'unit' || per?.name === 'channel';
  const axes = () => (per?.name === 'channel' ? request.unit().slice(-1) : request.unit());
  const own = new Map<string, (place: Place) => Term | undefined>();
  const owner = declared.name.name;
  for (const [parameter, argument] of matchArguments(
    context,
    owner,
    declared.parameters,
    given,
    place,
  )) {
    const term = parameterTerm(context, {
      parameter,
      value: argument,
      owner,
      callScope: scope,
      declaredName: `${prefix}.${parameter.name.name}`,
      role: perUnit ? 'weight' : 'parameter',
      dimensions: () => (perUnit ? axes() : []),
      place,
    });
    own.set(parameter.name.name, term);
  }
  return (x) => {
    const names = new Map(own).set(declared.input.name, () => x);
    return typeExpression(context, nestedScope(context.globalScope.source, names), declared.body);
  };
}
