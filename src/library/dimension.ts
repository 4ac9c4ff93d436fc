/** One axis of a value: a named size that data fix, a number, or a size that follows from others. */
export type Dimension = Size & {
  /**
   * Inside a prior, which axis of its target this is: of a 50 x 50 weight the axis of its inputs and
   * that of its units have one size and are not the same.
   */
  readonly axis?: string | undefined;
};

type Size =
  | { readonly kind: 'named'; readonly name: string }
  | { readonly kind: 'fixed'; readonly size: number }
  | {
      readonly kind: 'computed';
      readonly text: string;
      readonly from: readonly Dimension[];
      compute(sizes: readonly number[]): number;
    };

export function dimensionText(dimension: Dimension): string {
  switch (dimension.kind) {
    case 'named':
      return dimension.name;
    case 'fixed':
      return String(dimension.size);
    case 'computed':
      return dimension.text;
  }
}

/** What follows from other sizes: a number where they are numbers, else called `text`. */
export function computedDimension(
  text: string,
  from: readonly Dimension[],
  compute: (sizes: readonly number[]) => number,
): Dimension {
  const sizes = from.flatMap((axis) => (axis.kind === 'fixed' ? [axis.size] : []));
  if (sizes.length === from.length) return { kind: 'fixed', size: compute(sizes) };
  return { kind: 'computed', text, from, compute };
}

/** The size of an axis, given those of the named ones. */
export function sizeOfDimension(dimension: Dimension, named: (name: string) => number): number {
  switch (dimension.kind) {
    case 'named':
      return named(dimension.name);
    case 'fixed':
      return dimension.size;
    case 'computed':
      return dimension.compute(dimension.from.map((axis) => sizeOfDimension(axis, named)));
  }
}

/** The product of sizes; the numbers among them are multiplied out. */
export function productDimension(factors: readonly Dimension[]): Dimension {
  const fixed = factors.reduce(
    (size, axis) => (axis.kind === 'fixed' ? size * axis.size : size),
    1,
  );
  const open = factors.filter((axis) => axis.kind !== 'fixed');
  if (fixed === 1 && open.length === 1) return open[0]!;
  const texts = open.map((axis) => {
    const text = dimensionText(axis);
    return text.includes(' ') ? `(${text})` : text;
  });
  const all = fixed === 1 ? texts : [String(fixed), ...texts];
  return computedDimension(all.join(' * '), factors, (sizes) => sizes.reduce((a, b) => a * b, 1));
}

/** `real[n, d]` style text of a shape; a scalar is `scalar`. */
export function shapeText(dimensions: readonly Dimension[]): string {
  return dimensions.length === 0 ? 'a scalar' : `[${dimensions.map(dimensionText).join(', ')}]`;
}

export function sameDimension(a: Dimension, b: Dimension): boolean {
  const sameAxis = a.axis === undefined || b.axis === undefined || a.axis === b.axis;
  return sameAxis && dimensionText(a) === dimensionText(b);
}

/** Axes of `owner`, told apart whatever their sizes; those that are marked already stay as they are. */
export function markAxes(dimensions: readonly Dimension[], owner: string): readonly Dimension[] {
  return dimensions.map((one, i) =>
    one.axis === undefined ? { ...one, axis: `${owner}[${String(i + 1)}]` } : one,
  );
}

export function withoutMarks(dimensions: readonly Dimension[]): readonly Dimension[] {
  return dimensions.map((one) => (one.axis === undefined ? one : { ...one, axis: undefined }));
}

export function sameDimensions(a: readonly Dimension[], b: readonly Dimension[]): boolean {
  return a.length === b.length && a.every((dimension, axis) => sameDimension(dimension, b[axis]!));
}

/**
 * Axes of `to` that the axes of `from` stand on: equal shapes one to one, else named axes by name
 * and fixed ones from the right. Undefined where an axis finds no place.
 */
export function alignment(
  from: readonly Dimension[],
  to: readonly Dimension[],
): readonly number[] | undefined {
  if (sameDimensions(from, to)) return from.map((_, axis) => axis);
  const axes: number[] = [];
  let limit = to.length;
  for (let axis = from.length - 1; axis >= 0; axis--) {
    let place = limit - 1;
    while (place >= 0 && !sameDimension(from[axis]!, to[place]!)) place--;
    if (place < 0) return undefined;
    axes.unshift(place);
    limit = place;
  }
  return axes;
}

/** The shape of an elementwise result, or undefined where the operands do not fit. */
export function broadcastDimensions(
  a: readonly Dimension[],
  b: readonly Dimension[],
): readonly Dimension[] | undefined {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  if (alignment(short, long) !== undefined) return long;
  const missing = short.filter((x) => !long.some((y) => sameDimension(x, y)));
  const known = [...short, ...long].every((x) => x.kind === 'named' || x.axis !== undefined);
  if (!known || missing.length === 0) return undefined;
  const outer = a.length <= b.length ? [...missing, ...long] : [...long, ...missing];
  const marked = outer.every(({ axis }) => axis !== undefined);
  const joined = marked ? outer.sort((x, y) => (x.axis! < y.axis! ? -1 : 1)) : outer;
  return alignment(short, joined) && alignment(long, joined) ? joined : undefined;
}
