import type { Column } from '../../base/dataset.js';

/**
 * Where every element of a column stands. Nearly always a text whose numbers grow evenly along
 * each axis (`train.csv, row 3, column y`); where they do not, every place is kept.
 */
export type Places =
  | {
      /** The text around the numbers, one more than there are numbers. */
      readonly texts: readonly string[];
      readonly first: readonly number[];
      /** Growth of each number along each axis. */
      readonly steps: readonly (readonly number[])[];
    }
  | { readonly each: readonly string[] };

/** Past this many elements the pattern is tried on an even selection of them only. */
const TRIED = 1_000_000;

export function describePlaces(column: Column): Places {
  const count = column.values.length;
  if (count === 0) return { each: [] };
  const pattern = findPattern(column);
  if (pattern !== undefined) {
    const read = placeReader(pattern, column.shape);
    const stride = Math.max(1, Math.floor(count / TRIED));
    let holds = read(count - 1) === column.place(count - 1);
    for (let i = 0; holds && i < count; i += stride) holds = read(i) === column.place(i);
    if (holds) return pattern;
  }
  return { each: Array.from({ length: count }, (_, i) => column.place(i)) };
}

/** The `place` function of a column read back. */
export function placeReader(places: Places, shape: readonly number[]): Column['place'] {
  if ('each' in places) return (element) => places.each[element] ?? '';
  const { texts, first, steps } = places;
  return (element) => {
    const index = indexOf(element, shape);
    let text = texts[0]!;
    first.forEach((start, k) => {
      const grown = index.reduce((sum, at, axis) => sum + at * steps[k]![axis]!, start);
      text += String(grown) + texts[k + 1]!;
    });
    return text;
  };
}

function findPattern(column: Column): Places | undefined {
  const origin = split(column.place(0));
  const steps = origin.numbers.map(() => column.shape.map(() => 0));
  let stride = 1;
  for (let axis = column.shape.length - 1; axis >= 0; axis--) {
    if (column.shape[axis]! > 1) {
      const next = split(column.place(stride));
      if (next.numbers.length !== origin.numbers.length) return undefined;
      next.numbers.forEach((n, k) => (steps[k]![axis] = Number(n) - Number(origin.numbers[k])));
    }
    stride *= column.shape[axis]!;
  }
  return withConstantsAsText(origin, steps);
}

/** A number that never changes is text, which keeps `fold-01.csv` as it is spelt. */
function withConstantsAsText({ texts, numbers }: Split, steps: number[][]): Places {
  const kept: string[] = [texts[0]!];
  const grows = numbers.map((_, k) => steps[k]!.some((step) => step !== 0));
  numbers.forEach((number, k) => {
    if (grows[k]) kept.push(texts[k + 1]!);
    else kept[kept.length - 1]! += number + texts[k + 1]!;
  });
  return {
    texts: kept,
    first: numbers.filter((_, k) => grows[k]).map(Number),
    steps: steps.filter((_, k) => grows[k]),
  };
}

interface Split {
  readonly texts: readonly string[];
  readonly numbers: readonly string[];
}

function split(place: string): Split {
  return { texts: place.split(/\d+/), numbers: place.match(/\d+/g) ?? [] };
}

function indexOf(element: number, shape: readonly number[]): number[] {
  const index: number[] = [];
  let rest = element;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    index.unshift(rest % shape[axis]!);
    rest = Math.floor(rest / shape[axis]!);
  }
  return index;
}
