import type { Draws } from '../base/draws.js';

/** Draws of one scalar, chain after chain, all chains of one length. */
export interface Sample {
  readonly chains: number;
  readonly draws: number;
  readonly values: Float64Array;
}

/** An empty sample to be filled. */
export function emptySample(chains: number, draws: number): Sample {
  return { chains, draws, values: new Float64Array(chains * draws) };
}

/** Copies the element at `position` of a draw into `into`. */
export function gather(draws: Draws, position: number, into: Sample): void {
  let at = 0;
  for (const chain of draws.chains) {
    for (let row = 0; row < draws.draws; row++) {
      into.values[at++] = chain[row * draws.width + position]!;
    }
  }
}

/**
 * First and last half of every chain as chains of their own, so that a drift within a chain shows
 * as a difference between chains. An odd chain's middle draw is dropped.
 */
export function splitChains(sample: Sample, into = emptySplit(sample)): Sample {
  const half = into.draws;
  for (let chain = 0; chain < sample.chains; chain++) {
    const start = chain * sample.draws;
    const end = start + sample.draws;
    into.values.set(sample.values.subarray(start, start + half), 2 * chain * half);
    into.values.set(sample.values.subarray(end - half, end), (2 * chain + 1) * half);
  }
  return into;
}

/** Room for what `splitChains` gives. */
export function emptySplit({ chains, draws }: Omit<Sample, 'values'>): Sample {
  return emptySample(2 * chains, Math.floor(draws / 2));
}

export type Regularity = 'varying' | 'constant' | 'not_finite';

/** Values that differ by no more than this, relatively, are one value computed in several ways: 1 as a sum of squares. */
const ROUNDING = 8 * Number.EPSILON;

/**
 * Whether any diagnostic is defined: a constant has none, nor has a sample with a NaN or infinity. As in R's
 * posterior (`is_constant`), values that differ by rounding alone are constant.
 */
export function regularity({ values }: Sample): Regularity {
  const first = values[0] ?? NaN;
  let constant = true;
  for (const value of values) {
    if (!Number.isFinite(value)) return 'not_finite';
    if (Math.abs(value - first) > ROUNDING * Math.abs(first)) constant = false;
  }
  return constant ? 'constant' : 'varying';
}

/** Fewer draws a chain leave a split chain without a variance. */
const FEWEST_DRAWS = 4;

/** Whether R-hat and ESS are defined for this sample. */
export function isDiagnosable(sample: Sample): boolean {
  return sample.draws >= FEWEST_DRAWS && regularity(sample) === 'varying';
}
