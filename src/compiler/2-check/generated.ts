import { diagnostic } from '../../base/message.js';
import { broadcastDimensions, shapeText, type Dimension } from '../../library/dimension.js';
import type { Context } from './context.js';
import { generatedMessages } from './generated-messages.js';
import type { DistributionTerm } from './model.js';
import { isSpread } from './shape-fit.js';

type Reporting = Pick<Context, 'report'>;

/**
 * The shape of a value that its parameters have together: their plates, and the axes that they share with its
 * event. Axes of an event that no parameter has are left out, for whoever checks the shape to miss.
 */
export function impliedShape(
  context: Reporting,
  { distribution, parameterisation, arguments: given, shape, place }: DistributionTerm,
): readonly Dimension[] | undefined {
  if (shape !== undefined) return shape.map((size) => ({ kind: 'fixed', size }));
  let plates: readonly Dimension[] = [];
  const event = new Map<string, Dimension>();
  for (const [i, { axes, ...parameter }] of parameterisation.parameters.entries()) {
    const { dimensions } = given[i]!;
    if (isSpread(distribution, { ...parameter, axes }, given[i]!)) continue;
    const outer = dimensions.slice(0, dimensions.length - axes.length);
    axes.forEach((axis, k) => {
      const own = dimensions[outer.length + k];
      if (distribution.event.includes(axis) && own !== undefined) event.set(axis, own);
    });
    const next = broadcastDimensions(plates, outer);
    if (next === undefined) {
      const shapes = given.map((term) => shapeText(term.dimensions)).join(', ');
      const values = { distribution: distribution.name, shapes };
      context.report(diagnostic(generatedMessages.noShape, values, place));
      return undefined;
    }
    plates = next;
  }
  return [...plates, ...distribution.event.flatMap((axis) => event.get(axis) ?? [])];
}

export function requireSampler(
  context: Reporting,
  name: string,
  { distribution, place }: DistributionTerm,
): boolean {
  if ((distribution.sample ?? distribution.sampleEvent) !== undefined) return true;
  const values = { name, distribution: distribution.name };
  context.report(diagnostic(generatedMessages.noSampler, values, place));
  return false;
}
