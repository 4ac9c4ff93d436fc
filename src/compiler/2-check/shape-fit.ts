import { diagnostic } from '../../base/message.js';
import { alignment, sameDimension, shapeText, type Dimension } from '../../library/dimension.js';
import type { Distribution, Parameter } from '../../library/index.js';
import type { Context } from './context.js';
import { checkMessages } from './messages.js';
import type { DistributionTerm, Place, Term } from './model.js';

/** The dimension that each named axis of an event is. */
type Sizes = ReadonlyMap<string, Dimension>;

/** `sizes` and what the last dimensions of a shape say of named axes; undefined where they are not those. */
function withAxes(
  sizes: Sizes,
  axes: readonly string[],
  shape: readonly Dimension[],
): Sizes | undefined {
  if (shape.length < axes.length) return undefined;
  const own = shape.slice(shape.length - axes.length);
  const known = new Map(sizes);
  const fits = axes.every((axis, i) => {
    const size = known.get(axis) ?? own[i]!;
    known.set(axis, size);
    return sameDimension(size, own[i]!);
  });
  return fits ? known : undefined;
}

type Reporting = Pick<Context, 'report'>;

interface Value {
  readonly name: string;
  readonly dimensions: readonly Dimension[];
}

/** A value has the axes of its distribution's event, and every parameter those that it shares. */
export function checkFit(
  context: Reporting,
  name: string,
  dimensions: readonly Dimension[],
  term: DistributionTerm,
): boolean {
  const value = { name, dimensions };
  const { distribution, parameterisation, place } = term;
  const sizes = eventSizes(context, value, distribution, place);
  if (sizes === undefined) return false;
  const plates = dimensions.slice(0, dimensions.length - distribution.event.length);
  return parameterisation.parameters.every((parameter, i) => {
    const given = term.arguments[i]!;
    if (isSpread(distribution, parameter, given)) return true;
    return (
      checkAxes(context, value, parameter, given, { distribution, sizes }) &&
      checkPlates(context, { name, dimensions: plates }, parameter, given)
    );
  });
}

/** A number in place of a vector that is as long as an event stands for one of equal elements. */
export function isSpread(
  { event }: Distribution,
  { axes }: Parameter,
  { dimensions }: Term,
): boolean {
  return dimensions.length === 0 && axes.length === 1 && event.includes(axes[0]!);
}

/** The dimension that each axis of an event is; undefined after reporting that the value has no such axes. */
function eventSizes(
  context: Reporting,
  { name, dimensions }: Value,
  { name: distribution, event }: Distribution,
  place: Place,
): Sizes | undefined {
  const sizes = withAxes(new Map(), event, dimensions);
  if (sizes !== undefined) return sizes;
  const declared = dimensions.length === 0 ? 'as a scalar' : shapeText(dimensions);
  const values = { name, declared, distribution, axes: `[${event.join(', ')}]` };
  context.report(diagnostic(checkMessages.eventShape, values, place));
  return undefined;
}

function checkAxes(
  context: Reporting,
  { name, dimensions }: Value,
  parameter: Parameter,
  given: Term,
  { distribution, sizes }: { distribution: Distribution; sizes: Sizes },
): boolean {
  const shape = given.dimensions;
  const { axes } = parameter;
  if (withAxes(sizes, axes, shape) !== undefined) return true;
  const wanted = axes.map((axis) => sizes.get(axis));
  const shown = wanted.filter((axis) => axis !== undefined);
  const values = {
    name,
    declared: dimensions.length === 0 ? 'a scalar' : shapeText(dimensions),
    parameter: parameter.name,
    distribution: distribution.name,
    shape: shapeText(shape),
    axes: shown.length === axes.length ? shapeText(shown) : `[.., ${axes.join(', ')}]`,
  };
  context.report(diagnostic(checkMessages.eventParameter, values, given.place));
  return false;
}

function checkPlates(
  context: Reporting,
  { name, dimensions }: Value,
  parameter: Parameter,
  given: Term,
): boolean {
  const shape = given.dimensions;
  const outer = shape.slice(0, shape.length - parameter.axes.length);
  if (alignment(outer, dimensions) !== undefined) return true;
  const suggested = shape.some((axis) => dimensions.some((known) => sameDimension(axis, known)))
    ? ` with the same dimensions as ${parameter.name}`
    : shapeText(outer).replace('a scalar', ' as a scalar');
  const declared = dimensions.length === 0 ? 'as a scalar' : shapeText(dimensions);
  const values = { name, declared, shape: shapeText(shape), suggested };
  context.report(diagnostic(checkMessages.declaredShape, values, given.place));
  return false;
}
