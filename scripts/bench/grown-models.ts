import type { Dataset } from '../../src/base/dataset.js';
import type { SourceText } from '../../src/base/source.js';
import { arrayData, wave } from './array-data.js';

/** A model of a chosen size, with data of it. */
export interface GrownModel {
  readonly source: SourceText;
  readonly dataset: Dataset;
}

export interface NetworkSize {
  readonly rows: number;
  readonly inputs: number;
  /** Units of each hidden layer, all tanh. */
  readonly width: number;
  /** Hidden layers. */
  readonly depth: number;
}

/** A regression network of one output. */
export function grownNetwork({ rows, inputs, width, depth }: NetworkSize): GrownModel {
  const prior = 'weight ~ normal(0, sd = 1 / sqrt(fan_in))  bias ~ normal(0, 1)';
  const hidden = Array.from({ length: depth }, (_, k) => {
    const below = k === 0 ? 'x' : `h${String(k)}`;
    return `layer h${String(k + 1)} = dense(${below}, ${String(width)}) { ${prior}  activation = tanh }`;
  });
  const lines = [
    'data { x: real[n, d]  y: real[n] }',
    'network f(x) {',
    ...hidden,
    `layer output = dense(h${String(depth)}, 1) { ${prior} }`,
    '}',
    'sigma ~ half_normal(1)',
    'observe y ~ normal(f, sigma)',
  ];
  return {
    source: { name: 'network.bnn', text: lines.join('\n') },
    dataset: arrayData('network', {
      x: [[rows, inputs], wave(rows * inputs, 0.37)],
      y: [[rows], wave(rows, 0.11)],
    }),
  };
}

/** Linear regression on `inputs` columns: as many parameters, two more with intercept and sd. */
export function grownRegression(rows: number, inputs: number): GrownModel {
  const lines = [
    'data { x: real[n, p]  y: real[n] }',
    'a       ~ normal(0, 1)',
    'beta[p] ~ normal(0, 1)',
    'sigma   ~ half_normal(1)',
    'observe y ~ normal(a + x @ beta, sigma)',
  ];
  return {
    source: { name: 'regression.bnn', text: lines.join('\n') },
    dataset: arrayData('regression', {
      x: [[rows, inputs], wave(rows * inputs, 0.37)],
      y: [[rows], wave(rows, 0.11)],
    }),
  };
}
