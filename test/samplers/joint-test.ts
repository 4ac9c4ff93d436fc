import { RandomStream } from '../../src/base/random/stream.js';
import { smallestPValue, uniformityPValue } from './budget.js';

/** A model that can be simulated whole: what a joint test needs besides a kernel. */
export interface JointModel<Data> {
  /** A draw of the unknowns, in the coordinates in which the kernel moves. */
  drawPrior(stream: RandomStream): Float64Array;
  drawData(stream: RandomStream, unknowns: Float64Array): Data;
  /**
   * What is ranked. Include functions of unknowns and data together: only they see, say, a
   * kernel that ignores the data.
   */
  statistics(unknowns: Float64Array, data: Data): readonly number[];
}

/** A kernel, or a sweep of reversible ones, that leaves the posterior given `data` as it is. */
export interface Sweep<Data> {
  condition(data: Data): void;
  forward(stream: RandomStream, unknowns: Float64Array): void;
  /** The same kernels in the opposite order; a single reversible kernel is its own reverse. */
  backward(stream: RandomStream, unknowns: Float64Array): void;
}

export interface RankTest {
  readonly seed: string;
  readonly replicates: number;
  /** States ranked in each replicate. */
  readonly length: number;
  /** Sweeps between two ranked states. */
  readonly thin?: number;
}

/**
 * Exact rank test of Gandy and Scott (2020), arXiv 2001.06465, algorithm 2. Unknowns drawn from
 * the prior, with data drawn given them, stand at a uniformly random place of a chain, continued
 * from there in both directions. If the kernel is right, so is the chain as a whole, hence the
 * rank of that one state among all is uniform: with no burn-in and no Monte Carlo error to guess.
 * Returns the p-value of the least likely statistic, corrected for their number.
 */
export function rankTestPValue<Data>(
  model: JointModel<Data>,
  sweep: Sweep<Data>,
  test: RankTest,
): number {
  const stream = new RandomStream(test.seed, 'joint test');
  const counts: number[][] = [];
  for (let replicate = 0; replicate < test.replicates; replicate++) {
    rankOnce(model, sweep, test, stream).forEach((rank, i) => {
      const cells = (counts[i] ??= new Array<number>(test.length).fill(0));
      cells[rank]!++;
    });
  }
  return smallestPValue(counts.map(uniformityPValue));
}

function rankOnce<Data>(
  model: JointModel<Data>,
  sweep: Sweep<Data>,
  test: RankTest,
  stream: RandomStream,
): number[] {
  const exact = model.drawPrior(stream);
  const data = model.drawData(stream, exact);
  const observed = model.statistics(exact, data);
  const place = Math.floor(test.length * stream.uniform());
  sweep.condition(data);
  const others: (readonly number[])[] = [];
  const run = (states: number, step: Sweep<Data>['forward']) => {
    const unknowns = exact.slice();
    for (let state = 0; state < states; state++) {
      for (let i = 0; i < (test.thin ?? 1); i++) step(stream, unknowns);
      others.push(model.statistics(unknowns, data));
    }
  };
  run(place, sweep.backward.bind(sweep));
  run(test.length - 1 - place, sweep.forward.bind(sweep));
  return observed.map((value, i) => {
    const ties = others.filter((other) => areTied(other[i]!, value)).length;
    const below = others.filter((o) => o[i]! < value && !areTied(o[i]!, value)).length;
    return below + Math.floor((ties + 1) * stream.uniform());
  });
}

/** A move that is refused may come back from its coordinates with other last bits. */
function areTied(a: number, b: number): boolean {
  return a === b || Math.abs(a - b) < 1e-10 * Math.max(Math.abs(a), Math.abs(b));
}
