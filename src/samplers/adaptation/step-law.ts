import { createWelford, type WelfordTuning } from './welford.js';

/** Numbers that stand still while a block moves, such as logarithms of scales that other blocks draw. */
export interface Circumstances {
  readonly count: number;
  read(out: Float64Array): void;
}

export interface StepLawTuning {
  readonly exponents: readonly number[];
  readonly seen: WelfordTuning;
}

/**
 * How the step size follows what a block is given: what is stiff under one scale is slack under another, and a chain
 * whose steps suit the common scales gets stuck where they are rare. log(step size) is linear in the circumstances;
 * the exponents are found in warm-up by stochastic approximation (Robbins and Monro 1951), so that acceptance is
 * uncorrelated with each of them. The circumstances are held during a move, so each move keeps its target.
 */
export interface StepLaw {
  /** Takes up the present circumstances: by what the step size is to be multiplied. */
  meet(): number;
  /** Of a move made in the circumstances last met: by how much its acceptance exceeded what is aimed at. */
  learn(excess: number): void;
  tuning(): StepLawTuning;
  restore(tuning: StepLawTuning): void;
}

/** Change of the acceptance with the logarithm of the step size, about: leapfrog at 0.8 has 0.4, and more where steps are too large. */
const SLOPE = 0.5;
/** Moves that the first exponents count for. */
const PRIOR = 20;
/** What lies further out, in standard deviations, is no model of the rest. */
const FURTHEST = 3;

export function createStepLaw({ count, read }: Circumstances): StepLaw {
  const seen = createWelford(count);
  const exponents = new Float64Array(count);
  const now = new Float64Array(count);
  const variance = new Float64Array(count).fill(1);
  return {
    meet() {
      read(now);
      return Math.exp(exponents.reduce((sum, b, k) => sum + b * (now[k]! - seen.mean[k]!), 0));
    },
    learn(excess) {
      seen.add(now);
      seen.shrunkVariance(variance);
      for (let k = 0; k < count; k++) {
        const deviation = Math.sqrt(variance[k]!);
        const z = (now[k]! - seen.mean[k]!) / deviation;
        const bounded = Math.max(-FURTHEST, Math.min(FURTHEST, z));
        exponents[k] =
          exponents[k]! + (excess * bounded) / (deviation * SLOPE * (seen.count + PRIOR));
      }
    },
    tuning: () => ({ exponents: Array.from(exponents), seen: seen.tuning() }),
    restore(tuning) {
      exponents.set(tuning.exponents);
      seen.restore(tuning.seen);
    },
  };
}
