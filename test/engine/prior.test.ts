import { expect, it } from 'vitest';
import type { DiagnosticError } from '../../src/base/diagnostic.js';
import { priorPredictive } from '../../src/engine/prior/prior.js';
import { datasetOf, type Arrays } from '../compiler/4-condition/program.js';

async function believed(text: string, data: Arrays, draws = 4000) {
  const options = { priors: [], bindings: [], seed: 'prior', draws };
  const source = { name: 'model.bnn', text };
  const { draws: all, targets } = await priorPredictive(source, datasetOf(data), options);
  const values = (name: string, element = 0) => {
    const { offset } = all.quantities.find((quantity) => quantity.name === name)!;
    return Float64Array.from({ length: draws }, (_, row) => {
      return all.chains[0]![row * all.width + offset + element]!;
    });
  };
  return { values, targets };
}

const mean = (values: Float64Array) => values.reduce((a, b) => a + b) / values.length;

// The order of the text is the reverse of the order of dependence.
const NESTED = `data { y: real[n] }
  observe y ~ normal(b, 0.5)
  b ~ normal(a, 2)
  a ~ normal(m, 1)
  m ~ normal(10, 3)`;

it('an unknown is drawn given those that its prior reads', async () => {
  const { values } = await believed(NESTED, { y: [1, 2] });
  const [b, a, m] = [values('b'), values('a'), values('m')];
  // Variances 9, 10 and 14; the error of a variance of 4000 normal draws is 2.2 %, five of them here.
  const covariance = (x: Float64Array, y: Float64Array) =>
    mean(x.map((value, i) => (value - mean(x)) * (y[i]! - mean(y))));
  for (const [x, y, expected] of [
    [m, m, 9],
    [a, a, 10],
    [b, b, 14],
    [m, b, 9],
    [a, b, 10],
  ] as const) {
    expect(Math.abs(covariance(x, y) / expected - 1)).toBeLessThan(0.11);
  }
  expect(Math.abs(mean(b) - 10)).toBeLessThan((5 * Math.sqrt(14)) / Math.sqrt(4000));
});

it('replicated data sets have the distribution that follows, beside the data', async () => {
  const y = [20, 21, 22, 23];
  const { targets } = await believed(NESTED, { y });
  const [target] = targets;
  const average = target!.statistics.find(({ name }) => name === 'mean')!;
  const sd = Math.sqrt(14 + 0.25 / 4);
  expect(average.observed).toBe(21.5);
  // The density at a 5 % quantile is 0.103 / sd, its error sqrt(0.05 0.95 / 4000) / 0.103 sd.
  const error = (sd * Math.sqrt((0.05 * 0.95) / 4000)) / 0.103;
  expect(Math.abs(average.q95 - (10 + 1.6449 * sd))).toBeLessThan(5 * error);
  expect(Math.abs(average.q5 - (10 - 1.6449 * sd))).toBeLessThan(5 * error);
  // A row has variance 14.25: the central 90 % ends at 16.2, below all of them.
  expect(target!.coverage).toBe(0);
});

it('a standardised target and what is predicted of it are in the units of the data', async () => {
  const text = `data { x: real[n, d]  y: real[n] standardize }
    network f(x) { layer out = dense(x, 1) { weight ~ normal(0, 0.001) } }
    observe y ~ normal(f, 0.001)`;
  const { values, targets } = await believed(text, { x: [[1], [2], [3]], y: [100, 110, 120] }, 50);
  expect(mean(values('y.prediction'))).toBeCloseTo(110, 1);
  expect(targets[0]!.statistics[0]!.q50).toBeCloseTo(110, 1);
});

it('shares of classes', async () => {
  const text = `data { y: class[n] of K }
    b ~ normal(0, 0.000001)  logits[K] = b * y[1]
    observe y ~ categorical(logits = logits)`;
  const { targets } = await believed(text, { y: [1, 2, 2, 2] }, 400);
  const shares = targets[0]!.statistics;
  expect(shares.map(({ name }) => name)).toEqual(['share of 1', 'share of 2']);
  expect(shares.map(({ observed }) => observed)).toEqual([0.25, 0.75]);
  expect(shares.map(({ q50 }) => q50)).toEqual([0.5, 0.5]);
  expect(targets[0]).not.toHaveProperty('coverage');
});

it('an improper prior gives no draws, and every one is named', async () => {
  const text = `data { y: real[n] }  a ~ flat()  s ~ flat_positive()  observe y ~ normal(a, s)`;
  const error = await believed(text, { y: [1, 2] }).catch((thrown: unknown) => thrown);
  const { diagnostics } = error as DiagnosticError;
  expect(diagnostics.map(({ code }) => code)).toEqual(['BNN0408', 'BNN0408']);
});
