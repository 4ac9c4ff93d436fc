import type { Quantity } from '../base/draws.js';
import type { FittedQuantity, FittedSupport } from '../base/fitted-quantity.js';
import { cholesky, inverse } from '../base/numeric/cholesky.js';
import { moments } from '../base/numeric/moments.js';
import { shrunkCovariance } from '../base/numeric/shrinkage.js';
import { evaluate, input, scalarValue, sizeOf } from '../expression/index.js';
import { bijectorOf, supportOfFit, type Support } from '../library/index.js';

/** Beyond so many coordinates they are taken to be independent: the matrix would be larger than the draws can tell. */
const MOST_JOINT = 100;

export type Fit = Pick<FittedQuantity, 'support' | 'shape' | 'mean' | 'sd' | 'precision'>;

/** How far a coordinate is from normal, by its moments. */
export interface Misfit {
  readonly coordinate: number;
  readonly skewness: number;
  readonly kurtosis: number;
}

export interface FittedDraws {
  readonly fit: Fit;
  /** Coordinates whose moments are not those of a normal law, beyond chance, the worst first. */
  readonly misfits: readonly Misfit[];
}

/**
 * A normal law of a quantity's unconstrained coordinates: one covariance of all where they are few, shrunk as far as
 * the draws are too few for it, else a mean and an sd of each. `rows` holds the draws, a row each;
 * `independent` is what they are worth in independent ones. Or why there is none.
 */
export function fitQuantity(
  { shape }: Pick<Quantity, 'shape'>,
  support: Support,
  rows: Float64Array,
  independent: number,
): FittedDraws | { readonly problem: string } {
  const plain = plainSupport(support);
  if ('problem' in plain) return plain;
  const { coordinates, size } = unconstrained(shape, plain, rows);
  if (!coordinates.every(Number.isFinite)) {
    return { problem: 'some draws lie at the edge of its set, or are not finite' };
  }
  const columns = Array.from({ length: size }, (_, k) =>
    Float64Array.from(
      { length: coordinates.length / size },
      (_v, row) => coordinates[row * size + k]!,
    ),
  );
  const own = columns.map((column) => moments(column));
  if (own.some(({ variance }) => !(variance > 0))) return { problem: 'some of it never moves' };
  const misfits = columns.flatMap((column, k) => misfitOf(column, k, independent));
  const worst = misfits.sort((a, b) => distance(b) - distance(a));
  const law =
    size === 1 || size > MOST_JOINT
      ? {
          mean: own.map(({ mean }) => mean),
          sd: own.map(({ variance }) => Math.sqrt(variance)),
        }
      : jointLaw(coordinates, size, independent);
  return { fit: { support: plain, shape, ...law }, misfits: worst };
}

function jointLaw(
  coordinates: Float64Array,
  size: number,
  independent: number,
): Pick<Fit, 'mean' | 'precision'> {
  const { mean, covariance } = shrunkCovariance(coordinates, size, independent);
  const factor = new Float64Array(covariance.length);
  const precision = new Float64Array(covariance.length);
  cholesky(covariance, size, factor);
  inverse(factor, size, precision);
  return { mean: [...mean], precision: [...precision] };
}

/** Draws of the coordinates, a row each. */
function unconstrained(
  shape: Quantity['shape'],
  plain: FittedSupport,
  rows: Float64Array,
): { readonly coordinates: Float64Array; readonly size: number } {
  const width = sizeOf(shape);
  if (plain.kind === 'real') return { coordinates: rows, size: width };
  const node = bijectorOf(supportOfFit(plain)).inverseNode(input('x', shape));
  const size = sizeOf(node.shape);
  const count = rows.length / width;
  const coordinates = new Float64Array(count * size);
  for (let row = 0; row < count; row++) {
    const x = rows.subarray(row * width, (row + 1) * width);
    coordinates.set(evaluate([node], new Map([['x', x]]))[0]!, row * size);
  }
  return { coordinates, size };
}

/** A skewness and an excess kurtosis that nobody would call normal, where there are draws enough to tell. */
const MOST_SKEWNESS = 0.75;
const MOST_KURTOSIS = 1.5;

function misfitOf(column: Float64Array, coordinate: number, independent: number): Misfit[] {
  const { mean, variance } = moments(column);
  let [third, fourth] = [0, 0];
  for (const x of column) {
    const z = (x - mean) / Math.sqrt(variance);
    third += z ** 3 / column.length;
    fourth += z ** 4 / column.length;
  }
  const found = { coordinate, skewness: third, kurtosis: fourth - 3 };
  // Errors of both under normality: Stuart and Ord (1994), Kendall's Advanced Theory of Statistics 1, 10.18.
  const chance = (variance_: number) => 4 * Math.sqrt(variance_ / independent);
  const isSkew = Math.abs(found.skewness) > Math.max(MOST_SKEWNESS, chance(6));
  return isSkew || Math.abs(found.kurtosis) > Math.max(MOST_KURTOSIS, chance(24)) ? [found] : [];
}

function distance({ skewness, kurtosis }: Misfit): number {
  return Math.max(Math.abs(skewness) / MOST_SKEWNESS, Math.abs(kurtosis) / MOST_KURTOSIS);
}

/** The support as numbers alone. */
function plainSupport(support: Support): FittedSupport | { readonly problem: string } {
  switch (support.kind) {
    case 'count':
    case 'bool':
    case 'class':
    case 'composition':
      return { problem: 'its values are whole numbers' };
    case 'ordered': {
      const of = plainSupport(support.of);
      return 'problem' in of ? of : { kind: 'ordered', of };
    }
    case 'interval': {
      const [lower, upper] = [scalarValue(support.lower), scalarValue(support.upper)];
      if (lower === undefined || upper === undefined) {
        return { problem: 'the ends of its set are not two numbers' };
      }
      return {
        kind: 'interval',
        ...(lower > -Infinity && { lower }),
        ...(upper < Infinity && { upper }),
      };
    }
    default:
      return { kind: support.kind };
  }
}
