import { dimensionText, type Dimension } from '../../library/dimension.js';
import type { Term } from './model.js';

/** A value repeated over the axes that it lacks. */
export function spreadTo(value: Term, dimensions: readonly Dimension[]): Term {
  const same = value.dimensions.map(dimensionText).join() === dimensions.map(dimensionText).join();
  if (same) return value;
  const { range, place } = value;
  return {
    kind: 'elementwise',
    name: 'broadcast',
    operands: [value],
    build: ([x]) => x!,
    dimensions,
    range,
    place,
  };
}
