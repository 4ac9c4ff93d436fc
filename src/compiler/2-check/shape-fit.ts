import { diagnostic } from '../../base/message.js';
import { alignment, sameDimension, shapeText, type Dimension } from '../../library/dimension.js';
import type { Context } from './context.js';
import { checkMessages } from './messages.js';
import type { DistributionTerm } from './model.js';

/** Every parameter of a distribution must broadcast to the shape of its value. */
export function checkFit(
  context: Pick<Context, 'report'>,
  name: string,
  dimensions: readonly Dimension[],
  term: DistributionTerm,
): boolean {
  return term.parameterisation.parameters.every((parameter, i) => {
    const shape = term.arguments[i]!.dimensions;
    const outer = parameter.rank === 1 ? shape.slice(0, -1) : shape;
    const fits = alignment(outer, dimensions) !== undefined && shape.length >= parameter.rank;
    if (fits) return true;
    const suggested = shape.some((axis) => dimensions.some((known) => sameDimension(axis, known)))
      ? ` with the same dimensions as ${parameter.name}`
      : shapeText(outer).replace('a scalar', ' as a scalar');
    const declared = dimensions.length === 0 ? 'as a scalar' : shapeText(dimensions);
    const values = { name, declared, shape: shapeText(shape), suggested };
    context.report(diagnostic(checkMessages.declaredShape, values, term.arguments[i]!.place));
    return false;
  });
}
