import type { FittedQuantity } from '../../base/fitted-quantity.js';
import { diagnostic } from '../../base/message.js';
import { shapeText, type Dimension } from '../../library/dimension.js';
import { boundsOf, fittedLaw, supportOfFit, type Support } from '../../library/index.js';
import { scalarValue, type Node } from '../../expression/index.js';
import type { Call, Expression, Identifier } from '../1-parse/program.js';
import type { Context, Scope } from './context.js';
import { fromRunMessages } from './from-run-messages.js';
import type { DistributionTerm, Place, Term } from './model.js';
import { anything } from './range.js';
import type { Stochast } from './stochast.js';

/** A run, by name or by path, and a quantity of it. */
export interface RunReference {
  readonly run: string;
  readonly isPath: boolean;
  readonly quantity: string;
}

const FROM_RUN = 'from_run';

interface FromRunCall extends Call {
  readonly function: Identifier & { readonly name: typeof FROM_RUN };
}

export function isFromRun(expression: Expression): expression is FromRunCall {
  return expression.kind === 'call' && expression.function.name === FROM_RUN;
}

/** What a call of `from_run` names, or why it names nothing. */
export function runReference(call: Call): RunReference | { readonly problem: string } {
  const [run, quantity, ...more] = call.arguments;
  if (run === undefined || quantity === undefined || more.length > 0) {
    return { problem: `it takes 2 arguments, and was given ${String(call.arguments.length)}` };
  }
  if ([run, quantity].some(({ name }) => name !== undefined)) {
    return { problem: 'its arguments have no names' };
  }
  const by = run.value;
  if (by.kind !== 'text' && by.kind !== 'name') return { problem: 'its first argument is no run' };
  if (quantity.value.kind !== 'name') return { problem: 'its second argument is no quantity' };
  const isPath = by.kind === 'text';
  return { run: isPath ? by.value : by.name, isPath, quantity: quantity.value.name };
}

export function misplacedFromRun(context: Context, place: Place): undefined {
  context.report(diagnostic(fromRunMessages.misplaced, {}, place));
  return undefined;
}

interface Target extends Pick<Stochast, 'name' | 'dimensions'> {
  readonly isSwapped: boolean;
  /** Where the prior that this one replaces has the quantity, as far as that can be told. */
  replacedSupport(): Support | undefined;
}

/** The law that was fitted to a quantity of an earlier run, for a quantity of its shape. */
export function typeFromRun(
  context: Context,
  scope: Scope,
  call: Call,
  target: Target,
): DistributionTerm | undefined {
  const place: Place = { source: scope.source, span: call.span };
  const reference = runReference(call);
  if ('problem' in reference) {
    context.report(diagnostic(fromRunMessages.arguments, reference, place));
    return undefined;
  }
  const { run, isPath, quantity } = reference;
  if (isPath && !target.isSwapped) {
    const name = /^[A-Za-z]\w*$/.exec(run.split('/').at(-1)!)?.[0] ?? 'pilot';
    const values = { path: run, name, quantity };
    context.report(diagnostic(fromRunMessages.pathInModel, values, place));
    return undefined;
  }
  const fit = context.fitted(run, quantity);
  if (fit === undefined) {
    context.report(diagnostic(fromRunMessages.unboundRun, { run }, place));
    return undefined;
  }
  const dimensions = target.dimensions();
  const right = hasShape(context, target.name, dimensions, fit, place);
  return right && keepsSupport(context, target, fit, place)
    ? termOf(fit, dimensions, place)
    : undefined;
}

/** As far as the declaration tells the shape; the data tell the rest. */
function hasShape(
  context: Context,
  name: string,
  dimensions: readonly Dimension[],
  { shape, quantity }: FittedQuantity,
  place: Place,
): boolean {
  const fits =
    dimensions.length === shape.length &&
    dimensions.every((axis, i) => axis.kind !== 'fixed' || axis.size === shape[i]);
  if (fits) return true;
  const shown = shape.length === 0 ? 'of one number' : `[${shape.join(', ')}]`;
  const values = { name, declared: shapeText(dimensions), quantity, shape: shown };
  context.report(diagnostic(fromRunMessages.shape, values, place));
  return false;
}

/** A prior that replaces another must keep what the rest of the model was told of the quantity. */
function keepsSupport(
  context: Context,
  { name, replacedSupport }: Target,
  { support, quantity }: FittedQuantity,
  place: Place,
): boolean {
  const before = replacedSupport();
  const after = supportOfFit(support);
  if (before === undefined || sameSupport(before, after)) return true;
  const values = { name, quantity, declared: supportText(before), fitted: supportText(after) };
  context.report(diagnostic(fromRunMessages.support, values, place));
  return false;
}

function sameSupport(a: Support, b: Support): boolean {
  if (a.kind !== b.kind) return false;
  const ends = (support: Support) => boundsOf(support).map(scalarValue);
  const others = ends(b);
  return ends(a).every((end, i) => end === undefined || end === others[i]);
}

function supportText(support: Support): string {
  if (support.kind !== 'interval') return support.kind;
  const end = (node: Node) => String(scalarValue(node) ?? 'an unknown');
  return `between ${end(support.lower)} and ${end(support.upper)}`;
}

function termOf(
  fit: FittedQuantity,
  dimensions: readonly Dimension[],
  place: Place,
): DistributionTerm {
  const { distribution, parameterisation, arguments: nodes } = fittedLaw(fit);
  const terms = nodes.map((node, i): Term => {
    const { axes } = parameterisation.parameters[i]!;
    // The axes of the quantity go by the names that it gives them.
    const own = axes.map((axis, k): Dimension =>
      distribution.event.includes(axis)
        ? dimensions.at(-1)!
        : { kind: 'fixed', size: node.shape[k]! },
    );
    return {
      ...{ kind: 'whole', name: 'fitted', operands: [], build: () => node },
      dimensions: axes.length === 0 ? dimensions : own,
      ...{ range: anything, place },
    };
  });
  return { distribution, parameterisation, arguments: terms, shape: fit.shape, place };
}
