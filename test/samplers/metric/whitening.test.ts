import { describe, expect, it } from 'vitest';
import {
  denseWhitening,
  lowRankWhitening,
  whitenedDensity,
  type Whitening,
} from '../../../src/samplers/metric/whitening.js';
import { createNuts } from '../../../src/samplers/nuts.js';
import { FALSE_ALARM } from '../budget.js';
import { rankTestPValue } from '../joint-test.js';
import { normalModel, normalPosterior } from '../models.js';
import { ownReverse, report } from '../sweeps.js';

const factor = Float64Array.of(2, 0, 0, -0.7, 0.5, 0, 0.3, 0.1, 3);
const whitenings: Readonly<Record<string, Whitening>> = {
  dense: denseWhitening(factor, 3),
  'low rank': lowRankWhitening({
    scales: Float64Array.of(0.5, 2, 1),
    vectors: [Float64Array.of(0.6, 0.8, 0), Float64Array.of(0, 0, 1)],
    roots: Float64Array.of(5, 0.2),
  }),
};

describe.each(Object.entries(whitenings))('%s white coordinates', (_, whitening) => {
  const basis = (i: number) => new Float64Array(3).fill(0).with(i, 1);
  const columns = [0, 1, 2].map((j) => {
    const x = new Float64Array(3);
    whitening.toOriginal(basis(j), x);
    return x;
  });

  it('and back, with the gradient by the transpose and the variances of A A^T', () => {
    const out = new Float64Array(3);
    columns.forEach((column, j) => {
      whitening.toWhite(column, out);
      out.forEach((value, i) => expect(value).toBeCloseTo(i === j ? 1 : 0, 13));
      whitening.gradient(basis(j), out);
      out.forEach((value, i) => expect(value).toBeCloseTo(columns[i]![j]!, 13));
      const variance = columns.reduce((sum, c) => sum + c[j]! ** 2, 0);
      expect(whitening.variances[j]).toBeCloseTo(variance, 12);
    });
  });
});

/** NUTS in white coordinates; as a fault, in coordinates that the state chooses. */
function whitenedNuts(chosenByState: boolean) {
  const density = normalPosterior();
  const narrow = denseWhitening(Float64Array.of(0.8, 0, 0.3, 0.5), 2);
  const wide = denseWhitening(Float64Array.of(3, 0, 0, 3), 2);
  const source = { whitening: narrow };
  const kernel = createNuts(whitenedDensity(density, source), { maxTreedepth: 6 });
  const parameters = { stepSize: 0.7, inverseMetric: Float64Array.of(1, 1) };
  const u = new Float64Array(2);
  return ownReverse(
    (data: Float64Array) => void (density.data = data),
    (stream, unknowns) => {
      if (chosenByState) source.whitening = unknowns[0]! > 0 ? narrow : wide;
      source.whitening.toWhite(unknowns, u);
      const { state } = kernel.step(stream, kernel.init(u), parameters);
      // A chain that stays must stay to the bit: ties decide ranks.
      if (state.position.every((value, i) => value === u[i])) return;
      source.whitening.toOriginal(state.position, unknowns);
    },
  );
}

it('white coordinates leave the joint distribution as it is, unless the state chooses them', () => {
  const judge = (chosenByState: boolean) => {
    const test = { seed: 'white', replicates: 40_000, length: 5, thin: 2 };
    return rankTestPValue(normalModel, whitenedNuts(chosenByState), test);
  };
  expect(report('whitened nuts', judge(false))).toBeGreaterThan(FALSE_ALARM);
  expect(report('coordinates by the state', judge(true))).toBeLessThan(FALSE_ALARM);
});
