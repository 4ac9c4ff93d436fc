import type { Paint } from './paint.js';

/** An element of a quantity, by whatever is said of it. */
interface Element {
  /** The declared name, without an index. */
  readonly quantity: string;
}

/** Elements of one quantity together, in the order of the draws. */
export function arraysOf<E extends Element>(elements: readonly E[]): (readonly E[])[] {
  const arrays = new Map<string, E[]>();
  for (const element of elements) {
    const array = arrays.get(element.quantity);
    if (array === undefined) arrays.set(element.quantity, [element]);
    else array.push(element);
  }
  return [...arrays.values()];
}

/** A line for each array of which not all is shown. */
export function notShown(
  arrays: readonly (readonly Element[])[],
  limit: number,
  paint: Paint,
): string[] {
  return arrays
    .filter((elements) => elements.length > limit)
    .map((elements) => {
      const rest = String(elements.length - limit);
      return paint.dim(`${elements[0]!.quantity}: ${rest} more, not shown`);
    });
}
