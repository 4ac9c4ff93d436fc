import { cholesky } from '../base/numeric/cholesky.js';
import {
  constant,
  evaluate,
  inputsOf,
  scalarValue,
  select,
  sizeOf,
  type Node,
} from '../expression/index.js';
import { boundsOf, contains, type EventSupport } from './support.js';

/** What depends on unknowns was kept inside by them; data are tested once, one value at a time. */
export function withinEvents(x: Node, support: EventSupport, closed: boolean, density: Node): Node {
  if (inputsOf(x).size > 0) return density;
  const values = evaluate([x])[0]!;
  const plates = sizeOf(density.shape);
  const size = sizeOf(x.shape) / plates;
  const at = (i: number) => values[values.length === 1 ? 0 : i]!;
  const inside = Float64Array.from({ length: plates }, (_, plate) => {
    const event = Float64Array.from({ length: size }, (_v, i) => at(plate * size + i));
    return holdsEvent(support, event, closed) ? 1 : 0;
  });
  if (inside.every((one) => one === 1)) return density;
  const mask = density.shape.length > 0 ? constant(inside, density.shape) : constant(inside[0]!);
  return select(mask, density, constant(-Infinity));
}

/** Sums and symmetries hold up to this. */
const TOLERANCE = 1e-8;

function holdsEvent(support: EventSupport, event: Float64Array, closed: boolean): boolean {
  const sum = event.reduce((a, b) => a + b, 0);
  switch (support.kind) {
    case 'ordered': {
      const ends = boundsOf(support.of).map(scalarValue);
      const each = (value: number) =>
        contains(support.of, value, closed, ends[0] ?? -Infinity, ends[1] ?? Infinity);
      return event.every((value, i) => each(value) && (i === 0 || event[i - 1]! < value));
    }
    case 'simplex':
      return event.every((value) => value > 0) && Math.abs(sum - 1) <= TOLERANCE;
    case 'composition':
      return event.every((value) => value >= 0 && Number.isInteger(value));
    default:
      return holdsMatrix(support.kind, event);
  }
}

function holdsMatrix(kind: EventSupport['kind'], event: Float64Array): boolean {
  const size = Math.round(Math.sqrt(event.length));
  const at = (i: number, j: number) => event[i * size + j]!;
  const places = Array.from(event, (_, k) => [Math.floor(k / size), k % size] as const);
  const near = (a: number, b: number) => Math.abs(a - b) <= TOLERANCE * Math.max(1, Math.abs(a));
  if (kind === 'cholesky_correlation') {
    const length = (row: number) =>
      places.reduce((total, [i, j]) => (i === row ? total + at(i, j) ** 2 : total), 0);
    return places.every(([i, j]) =>
      j > i ? at(i, j) === 0 : j < i || (at(i, i) > 0 && near(length(i), 1)),
    );
  }
  const unit = kind === 'covariance' || places.every(([i, j]) => i !== j || near(at(i, i), 1));
  const symmetric = places.every(([i, j]) => near(at(i, j), at(j, i)));
  if (!unit || !symmetric) return false;
  const factor = new Float64Array(event.length);
  cholesky(event, size, factor);
  return factor.every((value) => Number.isFinite(value));
}
