import {
  constant,
  div,
  evaluate,
  gradient,
  inputsOf,
  sizeOf,
  sub,
  substituteAll,
  sum,
  type Node,
  type Shape,
} from '../../expression/index.js';
import type { Variable } from './graph.js';

export type Side = 'lower' | 'upper';

/** What is on either side of an unknown: one number, or one for each element, as constants where data alone say it. */
export interface DataEnds {
  readonly lower?: Node;
  readonly upper?: Node;
}

/** A bound that the given values must not pass, and that an unknown is part of. */
export interface Bounding {
  readonly bound: Node;
  readonly side: Side;
  readonly values: Float64Array;
  /** As the values are called. */
  readonly name: string;
}

/** Ends of an unknown from values inside a bound that is linear in it; undefined where it is not, or they are not known. */
export function dataEnds(variable: Variable, bounding: Bounding): DataEnds | undefined {
  const { bound } = bounding;
  const [slope] = gradient(bound.shape.length > 0 ? sum(bound) : bound, [variable.input]);
  if (inputsOf(slope!).size > 0) return undefined;
  const isAlone = inputsOf(bound).size === 1;
  if (isAlone) return fromNumbers(variable, bounding);
  const isOne = variable.shape.length === 0 && bound.shape.length === 0;
  return isOne ? fromOthers(variable, bounding, evaluate([slope!])[0]![0]!) : undefined;
}

/** By what a bound of one unknown is where that is 0, where it is 1, and where its elements are told apart. */
function fromNumbers(variable: Variable, bounding: Bounding): DataEnds | undefined {
  const { bound, side, values } = bounding;
  const size = sizeOf(variable.shape);
  const at = (of: (place: number) => number) => {
    const given = Float64Array.from({ length: size }, (_, place) => of(place));
    const found = evaluate([bound], new Map([[variable.name, given]]))[0]!;
    return (i: number) => found[found.length === 1 ? 0 : i]!;
  };
  const odd = (place: number) => Math.sin(1 + 3 * place);
  const [zero, one, counted, checked] = [at(() => 0), at(() => 1), at((p) => p + 1), at(odd)];
  const lower = new Float64Array(size).fill(-Infinity);
  const upper = new Float64Array(size).fill(Infinity);
  for (let i = 0; i < values.length; i++) {
    const rate = one(i) - zero(i);
    const place = Math.round((counted(i) - zero(i)) / rate) - 1;
    const expected = zero(i) + rate * odd(place);
    if (!(Math.abs(checked(i) - expected) <= 1e-9 * (1 + Math.abs(expected)))) return undefined;
    const end = (values[i]! - zero(i)) / rate;
    if ((side === 'upper') === rate > 0) lower[place] = Math.max(lower[place]!, end);
    else upper[place] = Math.min(upper[place]!, end);
  }
  const { shape } = variable;
  const text = bound === variable.input && size === 1 ? nameOf(bounding) : undefined;
  return { ...endOf('lower', lower, shape, text), ...endOf('upper', upper, shape, text) };
}

function endOf(side: Side, values: Float64Array, shape: Shape, name?: string): DataEnds {
  if (!values.some(Number.isFinite)) return {};
  return { [side]: constant(shape.length === 0 ? values[0]! : values, shape, name) };
}

function nameOf({ side, name }: Bounding): string {
  return `${side === 'upper' ? 'max' : 'min'}(${name})`;
}

/** Where the other unknowns of the bound let it be. */
function fromOthers(
  { input }: Variable,
  { bound, side, values }: Bounding,
  rate: number,
): DataEnds | undefined {
  if (rate === 0) return undefined;
  const [rest] = substituteAll([bound], new Map([[input, constant(0)]]));
  const most = values.reduce(
    side === 'upper' ? (a, b) => Math.max(a, b) : (a, b) => Math.min(a, b),
  );
  const end = div(sub(constant(most), rest!), constant(rate));
  return { [(side === 'upper') === rate > 0 ? 'lower' : 'upper']: end };
}
