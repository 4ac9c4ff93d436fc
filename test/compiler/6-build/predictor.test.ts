import { expect, it } from 'vitest';
import { RandomStream } from '../../../src/base/random/stream.js';
import { compilePredictor } from '../../../src/compiler/compile.js';
import { compileText, datasetOf, type Arrays } from '../4-condition/program.js';

/** A predictor at new rows with every unknown set. */
function predict(text: string, training: Arrays, rows: Arrays, unknowns: Record<string, number[]>) {
  const { quantities, width } = compileText(text, training);
  const source = { name: 'model.bnn', text };
  const options = { priors: [], bindings: [] };
  const [fitted, fresh] = [datasetOf(training), datasetOf(rows)];
  const predictor = compilePredictor(source, fitted, fresh, options, quantities);
  const draw = new Float64Array(width);
  for (const { name, offset } of quantities) draw.set(unknowns[name] ?? [], offset);
  predictor.run(draw, new RandomStream('rows'));
  return predictor.targets[0]!;
}

function normalLogDensity(y: number, mean: number, sd: number): number {
  return -0.5 * ((y - mean) / sd) ** 2 - Math.log(sd) - 0.5 * Math.log(2 * Math.PI);
}

const LINE = `data { x: real[n]  y: real[n] standardize }
  a ~ normal(0, 1)  b ~ normal(0, 1)  s ~ half_normal(1)
  observe y ~ normal(a + b * x, s)`;

it('a standardised target comes back in its own units', () => {
  const y = [10, 14, 18, 30];
  const center = 18;
  const scale = Math.sqrt(y.reduce((total, v) => total + (v - center) ** 2, 0) / 4);
  const unknowns = { a: [0.5], b: [2], s: [0.3] };
  const target = predict(LINE, { x: [0, 1, 2, 3], y }, { x: [1, -1], y: [20, 5] }, unknowns);
  const shown = [target.mean[0]!, target.mean[1]!];
  // The library may divide by n or n - 1: its scale is read off two means.
  const used = (shown[0]! - shown[1]!) / 4;
  expect([scale, scale * Math.sqrt(4 / 3)].some((s) => Math.abs(s - used) < 1e-9)).toBe(true);
  expect(shown[0]).toBeCloseTo(center + used * 2.5, 9);
  expect([...target.observed!].map((v) => v.toFixed(9))).toEqual(['20.000000000', '5.000000000']);
  const expected = normalLogDensity(20, shown[0]!, 0.3 * used);
  expect(target.logDensity![0]).toBeCloseTo(expected, 9);
});

it('draws have the mean and the spread of the row', () => {
  const unknowns = { a: [0.5], b: [2], s: [0.3] };
  const target = predict(LINE, { x: [0, 1], y: [-1, 1] }, { x: [3] }, unknowns);
  expect(target.observed).toBeUndefined();
  const stream = new RandomStream('predict');
  const out = new Float64Array(1);
  const draws = Array.from({ length: 4000 }, () => (target.sample(stream, out), out[0]!));
  const mean = draws.reduce((a, b) => a + b) / draws.length;
  const sd = Math.sqrt(draws.reduce((a, b) => a + (b - mean) ** 2, 0) / draws.length);
  // The sd of the two training values, although the new row has no y.
  const unit = Math.SQRT2;
  expect(target.mean[0]).toBeCloseTo(6.5 * unit, 9);
  expect(Math.abs(mean - target.mean[0]!)).toBeLessThan((4.5 * 0.3 * unit) / Math.sqrt(4000));
  expect(Math.abs(sd / (0.3 * unit) - 1)).toBeLessThan(0.06);
});

it('a class target has the chance of each class', () => {
  const text = `data { x: real[n]  y: class[n] of K }
    b[K] ~ normal(0, 1)  observe y ~ categorical(logits = b)`;
  const training = { x: [0, 1, 2], y: [1, 2, 3] };
  const target = predict(text, training, { x: [1, 5], y: [3, 1] }, { b: [0, 1, 2] });
  const total = 1 + Math.E + Math.E ** 2;
  const chances = [1 / total, Math.E / total, Math.E ** 2 / total];
  [...chances, ...chances].forEach((chance, i) => {
    expect(target.mean[i]).toBeCloseTo(chance, 12);
  });
  expect(target.logDensity![0]).toBeCloseTo(Math.log(chances[2]!), 12);
  expect(target.classes).toHaveLength(3);
  const out = new Float64Array(2);
  const stream = new RandomStream('class');
  const seen = new Set<number>();
  for (let i = 0; i < 200; i++) {
    target.sample(stream, out);
    out.forEach((value) => seen.add(value));
  }
  expect([...seen].sort()).toEqual([1, 2, 3]);
});

it('a target without a mean has none', () => {
  const text = 'data { y: real[n] }  m ~ normal(0, 1)  observe y ~ cauchy(m, 1)';
  const target = predict(text, { y: [1, 2] }, { y: [1, 2] }, { m: [0] });
  expect([...target.mean]).toEqual([NaN, NaN]);
});

it('a target is not asked for where it stands behind an = or in generated', () => {
  const text = `data { x: real[n]  y: positive[n] }
    ly = log(y)  a ~ normal(0, 1)
    observe ly ~ normal(a * x, 1)
    generated { r = ly - a * x }`;
  const training = { x: [1, 2], y: [3, 4] };
  const target = predict(text, training, { x: [5] }, { a: [2] });
  expect([...target.mean]).toEqual([10]);
  expect(target.observed).toBeUndefined();
  const known = predict(text, training, { x: [5], y: [Math.exp(11)] }, { a: [2] });
  expect(known.observed![0]).toBeCloseTo(11, 12);
  expect(known.logDensity![0]).toBeCloseTo(normalLogDensity(11, 10, 1), 12);
});

it('a target that its own prediction is computed from is asked for', () => {
  const text = `data { T: int  y: real[T] }
    b ~ normal(0, 1)  observe y[2:3] ~ normal(b * y[1:2], 1)`;
  const training = { T: 3, y: [1, 2, 3] };
  const found = () => predict(text, training, { T: 3 }, { b: [1] });
  expect(found).toThrow('BNN0337');
  expect([...predict(text, training, training, { b: [2] }).mean]).toEqual([2, 4]);
});
