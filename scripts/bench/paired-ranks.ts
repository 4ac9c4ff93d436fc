import type { RandomStream } from '../../src/base/random/stream.js';
import { moments } from '../../src/base/numeric/moments.js';
import { RankNormaliser } from '../../src/diagnostics/ranks.js';
import { emptySample } from '../../src/diagnostics/sample.js';

/** A quantity, and how far off it is in standard errors. */
export interface Distance {
  readonly name: string;
  readonly z: number;
}

/** The quantity that is furthest off, and the chance that the furthest of all is as far off or further. */
export interface Worst extends Distance {
  readonly p: number;
}

/** Of one quantity, in standard errors; and the correlation of its scores before with those after. */
interface Compared {
  readonly name: string;
  readonly location: number;
  readonly spread: number;
  readonly alike: number;
}

/** Pairs of numbers of one law, taken before and after something that should leave the law alone. */
export interface PairedTests {
  /** Of normal scores of ranks among before and after together, and of their squares. */
  readonly location: Worst;
  readonly spread: Worst;
  readonly quantities: readonly Compared[];
}

const PERMUTATIONS = 19_999;

/**
 * Whether `after` has the law of `before`, column by column; rows are pairs, and pairs are independent. Statistics are
 * sums of differences of normal scores (van der Waerden) and of their squares (Klotz) over the root of their sum of squares.
 * Their chances are those of swapping before and after in a pair at random, all quantities of a pair together, so
 * that the chance of the worst counts how many there are and how they go together (Westfall and Young 1993). Exact where a
 * pair is as likely as its swap; where only the laws are equal, for many pairs (Janssen 1997, Stat. Prob. Lett. 36).
 */
export function pairedTests(
  names: readonly string[],
  before: readonly Float64Array[],
  after: readonly Float64Array[],
  stream: RandomStream,
): PairedTests {
  const pairs = before.length;
  const scored = names.map((_, column) => scores(before, after, column));
  const location = scored.map((z) => standardised(pairs, (i) => z[pairs + i]! - z[i]!));
  const spread = scored.map((z) => standardised(pairs, (i) => z[pairs + i]! ** 2 - z[i]! ** 2));
  const quantities = names.map((name, column) => ({
    ...{ name, location: total(location[column]!), spread: total(spread[column]!) },
    alike: correlation(scored[column]!.subarray(0, pairs), scored[column]!.subarray(pairs)),
  }));
  return {
    location: worstOf(names, location, stream),
    spread: worstOf(names, spread, stream),
    quantities,
  };
}

/** Of a column: those before, then those after. */
function scores(
  before: readonly Float64Array[],
  after: readonly Float64Array[],
  column: number,
): Float64Array {
  const sample = emptySample(1, 2 * before.length);
  [...before, ...after].forEach((row, i) => {
    sample.values[i] = row[column]!;
  });
  return new RankNormaliser(sample.draws).normalise(sample, emptySample(1, sample.draws)).values;
}

/** Differences over the root of the sum of their squares, which no swap changes: their sum is the statistic. */
function standardised(pairs: number, difference: (pair: number) => number): Float64Array {
  const all = Float64Array.from({ length: pairs }, (_, i) => difference(i));
  const norm = Math.hypot(...all);
  return norm === 0 ? all : all.map((each) => each / norm);
}

function worstOf(
  names: readonly string[],
  differences: readonly Float64Array[],
  stream: RandomStream,
): Worst {
  const z = differences.map(total);
  const worst = z.reduce((a, b, i) => (Math.abs(b) > Math.abs(z[a]!) ? i : a), 0);
  // Sums of the same numbers in another order are the same but for rounding.
  const bound = Math.abs(z[worst]!) * (1 - 1e-12);
  const signs = new Float64Array(differences[0]!.length);
  let asFar = 1;
  for (let round = 0; round < PERMUTATIONS; round++) {
    for (let i = 0; i < signs.length; i++) signs[i] = stream.bits() & 0x10000 ? 1 : -1;
    if (differences.some((each) => Math.abs(product(each, signs)) >= bound)) asFar++;
  }
  return { name: names[worst]!, z: z[worst]!, p: asFar / (PERMUTATIONS + 1) };
}

function total(numbers: Float64Array): number {
  return numbers.reduce((sum, each) => sum + each, 0);
}

function product(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

function correlation(a: Float64Array, b: Float64Array): number {
  const [of, to] = [moments(a), moments(b)];
  const together = a.reduce((sum, x, i) => sum + (x - of.mean) * (b[i]! - to.mean), 0);
  return together / (a.length - 1) / Math.sqrt(of.variance * to.variance);
}
