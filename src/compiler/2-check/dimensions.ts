import { diagnostic } from '../../base/message.js';
import type { Dimension } from '../../library/dimension.js';
import type { DimensionText } from '../1-parse/program.js';
import type { Context, Scope } from './context.js';
import { checkMessages } from './messages.js';

/** The axis that a dimension's text means; undefined after reporting what is wrong with it. */
export function dimensionOf(
  context: Context,
  scope: Scope,
  text: DimensionText,
  declares = false,
): Dimension | undefined {
  const place = { source: scope.source, span: text.span };
  if (text.kind === 'number' && Number.isInteger(text.value) && text.value > 0) {
    return { kind: 'fixed', size: text.value };
  }
  if (text.kind !== 'name') {
    context.report(diagnostic(checkMessages.badDimension, {}, place));
    return undefined;
  }
  if (declares || context.hasDimension(text.name)) return { kind: 'named', name: text.name };
  context.report(diagnostic(checkMessages.unknownDimension, { name: text.name }, place));
  return undefined;
}

export function dimensionsOf(
  context: Context,
  scope: Scope,
  texts: readonly DimensionText[],
): readonly Dimension[] {
  return texts.flatMap((text) => dimensionOf(context, scope, text) ?? []);
}
