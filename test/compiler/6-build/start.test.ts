import { expect, it } from 'vitest';
import { DiagnosticError } from '../../../src/base/diagnostic.js';
import { RandomStream } from '../../../src/base/random/stream.js';
import { compileText, type Arrays } from '../4-condition/program.js';
import { startedChain } from './chains.js';

function failure(text: string, data: Arrays) {
  try {
    startedChain(compileText(text, data), 10);
  } catch (error) {
    if (error instanceof DiagnosticError) return error.diagnostics[0]!;
    throw error;
  }
  return undefined;
}

it('a likelihood without density at any start is named, with the values in its scope', () => {
  const text = `data { y: real[n] }  a ~ normal(0, 1)  s ~ half_cauchy(1)
    observe y ~ uniform(a^2, a^2 + s^2)`;
  const found = failure(text, { y: [1, 100, 3] });
  expect(found).toMatchObject({ code: 'BNN0405' });
  expect(found!.what).toBe(
    'observe y ~ uniform is minus infinity at every one of 100 random starts',
  );
  expect(found!.why).toMatch(/at the last start a = -?[\d.]+; s = [\d.]+$/);
  expect(found!.span).toBeDefined();
});

it('not a number is told from minus infinity', () => {
  const text = `data { y: real[n] }  a ~ normal(0, 1)  b ~ normal(0, 1)
    observe y ~ normal(sqrt(-1 - a^2) + b, 1)`;
  expect(failure(text, { y: [1, 2] })!.what).toContain('observe y ~ normal is not a number');
});

it('weights start in a box that shrinks with the root of the fan-in', () => {
  const text = `data { x: real[n, d]  y: real[n] }
    network f(x) { layer hidden = dense(x, 50) { weight ~ normal(0, 1)  bias ~ normal(0, 1)  activation = tanh }
      layer output = dense(hidden, 1) { weight ~ normal(0, 1)  bias ~ normal(0, 1) } }
    observe y ~ normal(f, 1)`;
  const model = compileText(text, {
    y: [1, 2, 3],
    x: [
      [1, 1],
      [2, 0],
      [3, 1],
    ],
  });
  const chain = startedChain(model, 10);
  const largest = (name: string) => {
    const { offset, size } = model.quantities.find((quantity) => quantity.name === name)!;
    return Math.max(...chain.values.subarray(offset, offset + size).map(Math.abs));
  };
  expect(largest('f.output.weight')).toBeLessThan(2 / Math.sqrt(50));
  expect(largest('f.hidden.weight')).toBeGreaterThan(2 / Math.sqrt(50));
  expect(largest('f.hidden.weight')).toBeLessThan(2 / Math.sqrt(2));
  expect(largest('f.hidden.bias')).toBeLessThan(2);
});

it('an improper conditional is an error that names the block', () => {
  const text = `data { y: real[n] }  m ~ flat()  observe y ~ normal(0, 1)`;
  const model = compileText(text, { y: [1, 2] });
  const chain = model.createChain({ warmup: 0, adaptDelta: 0.8, maxTreedepth: 8 });
  chain.initialise(new RandomStream('1'));
  expect(() => {
    chain.blocks[0]!.update(new RandomStream('1'), 0, new Float64Array(0));
  }).toThrow(/BNN0404: the conditional of m is improper/);
});
