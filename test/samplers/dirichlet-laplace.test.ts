import { expect, it } from 'vitest';
import { drawGig } from '../../src/base/random/inverse-gaussian.js';
import type { RandomStream } from '../../src/base/random/stream.js';
import { FALSE_ALARM } from './budget.js';
import { rankTestPValue, type JointModel, type Sweep } from './joint-test.js';
import { inTurn, report, type Step } from './sweeps.js';

const WEIGHTS = 3;
const SHAPE = 0.5;

/** Places of T_j, psi_j and w_j among the unknowns. */
const [SCALE, LOCAL, WEIGHT] = [0, WEIGHTS, 2 * WEIGHTS];

/**
 * The Dirichlet-Laplace prior (Bhattacharya and others 2015, JASA 110) with its global scale multiplied in:
 * T_j ~ gamma(SHAPE, 1/2), psi_j ~ exponential(1/2), w_j ~ normal(0, var psi_j T_j^2), y_j ~ normal(w_j, 1).
 */
const model: JointModel<Float64Array> = {
  drawPrior(stream) {
    const unknowns = new Float64Array(3 * WEIGHTS);
    for (let j = 0; j < WEIGHTS; j++) {
      const scale = 2 * stream.gamma(SHAPE);
      const local = 2 * stream.exponential();
      unknowns.set([scale], SCALE + j);
      unknowns.set([local], LOCAL + j);
      unknowns.set([scale * Math.sqrt(local) * stream.normal()], WEIGHT + j);
    }
    return unknowns;
  },
  drawData: (stream, unknowns) => unknowns.slice(WEIGHT).map((w) => w + stream.normal()),
  statistics(unknowns, data) {
    const [scale, local, weight] = [unknowns[SCALE]!, unknowns[LOCAL]!, unknowns[WEIGHT]!];
    const spread = scale * scale * local;
    return [
      scale,
      local,
      Math.abs(weight),
      spread,
      (weight * weight) / spread,
      scale * local,
      (data[0]! - weight) ** 2,
    ];
  },
};

/** T_j with psi_j integrated out, given w_j. */
const drawScales: Step = (stream, unknowns) => {
  for (let j = 0; j < WEIGHTS; j++) {
    unknowns[SCALE + j] = drawGig(stream, SHAPE - 1, 1, 2 * Math.abs(unknowns[WEIGHT + j]!));
  }
};

/** psi_j given w_j and T_j: 1 / psi_j is inverse Gaussian of mean T_j / |w_j| and shape 1. */
const drawLocals: Step = (stream, unknowns) => {
  for (let j = 0; j < WEIGHTS; j++) {
    const rate = (unknowns[WEIGHT + j]! / unknowns[SCALE + j]!) ** 2;
    unknowns[LOCAL + j] = 1 / drawGig(stream, -0.5, rate, 1);
  }
};

/** Both orders of the two draws; each time the weights are drawn given both. */
function sweep(first: Step, second: Step): Sweep<Float64Array> {
  let data = new Float64Array(0);
  const drawPair: Step = (stream, unknowns) => {
    first(stream, unknowns);
    second(stream, unknowns);
  };
  const drawWeights = (stream: RandomStream, unknowns: Float64Array) => {
    data.forEach((y, j) => {
      const spread = unknowns[SCALE + j]! ** 2 * unknowns[LOCAL + j]!;
      // Written for a spread that may underflow to 0.
      const variance = spread / (1 + spread);
      unknowns[WEIGHT + j] = variance * y + Math.sqrt(variance) * stream.normal();
    });
  };
  // The pair is one draw, whichever way time runs.
  return inTurn((y) => void (data = Float64Array.from(y)), drawPair, drawWeights);
}

it('Dirichlet-Laplace: scales before locals is right, the other order is caught', () => {
  const test = { seed: 'dirichlet-laplace', replicates: 40_000, length: 5 };
  const right = rankTestPValue(model, sweep(drawScales, drawLocals), test);
  expect(report('T then psi', right)).toBeGreaterThan(FALSE_ALARM);
  const wrong = rankTestPValue(model, sweep(drawLocals, drawScales), test);
  expect(report('psi then T', wrong)).toBeLessThan(FALSE_ALARM);
});
