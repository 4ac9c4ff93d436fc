import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Dataset } from '../../src/base/dataset.js';
import { datasetOf, type Arrays } from '../compiler/4-condition/program.js';
import { FALSE_ALARM } from '../samplers/budget.js';
import { sweepPValue, type Judged } from './sweep-joint.js';

const EXAMPLES = new URL('../../examples/', import.meta.url);

/** The text of an example, in the units of its data: constants of a drawn target would not be those of the model. */
function textOf(file: string): string {
  return readFileSync(new URL(file, EXAMPLES), 'utf8').replaceAll(/ standardize/g, '');
}

const waves = (rows: number, columns: number) =>
  Array.from({ length: rows }, (_, i) =>
    Array.from({ length: columns }, (_, j) => 1.5 * Math.sin(1 + 7 * i * (j + 1) + j)),
  );
const zeros = (rows: number, missing: readonly number[] = []) =>
  Array.from({ length: rows }, (_, i) => (missing.includes(i) ? NaN : 0));
const ones = (rows: number) => Array.from({ length: rows }, () => 1);

const NETWORK = {
  data: datasetOf({ x: waves(10, 3), y: zeros(10) }),
  target: 'y',
  quantities: [
    ...['s1', 's2', 'sigma', 'f.hidden.weight.rms', 'f.hidden.bias[1]', 'f.output.weight.rms'],
    ...['f.output.bias', 'y.prediction[1]', 'y.prediction[7]'],
  ],
  warmup: 150,
  sweeps: 4,
};

interface Example extends Omit<Judged, 'text'> {
  /** A prior of the sweep that is not the one that unknowns are drawn from. */
  readonly fault: string;
  /** Of the replications of the others, where a sweep takes long. */
  readonly share?: number;
}

const JUDGED: Readonly<Record<string, Example>> = {
  'eight-schools/eight-schools.bnn': {
    data: datasetOf({ y: zeros(8), sigma: [15, 10, 16, 11, 9, 11, 10, 18] }),
    target: 'y',
    quantities: ['mu', 'tau', 'theta[1]', 'theta[5]'],
    warmup: 200,
    sweeps: 6,
    fault: 'tau ~ half_cauchy(0.5)',
  },
  'nile/level.bnn': {
    data: datasetOf({ flow: zeros(25, [3, 4, 5, 24]) }),
    target: 'flow',
    quantities: ['start', 'tau', 'sigma', 'e[1]', 'level[5]', 'level[25]'],
    warmup: 200,
    sweeps: 3,
    fault: 'sigma ~ half_normal(0.1)',
  },
  'regression/regression.bnn': { ...NETWORK, fault: 'sigma ~ half_normal(0.1)' },
  'sparse-cnn/sparse-cnn.bnn': {
    data: images(2),
    target: 'y',
    quantities: [
      ...['f.c1.weight.scale', 'f.h.weight.scale', 'f.o.weight.scale', 'f.c1.weight.rms'],
      ...['f.act.c', 'f.act.lambda', 'f.act.gamma', 'f.c1.bias[1]', 'f.o.bias[2]'],
    ],
    warmup: 40,
    sweeps: 3,
    fault: 'f.o.bias ~ normal(4, 1)',
    share: 0.4,
  },
  'sparse-mmelu/sparse-mmelu.bnn': {
    data: datasetOf({ x: waves(9, 3), y: ones(9), K: 3 }),
    target: 'y',
    quantities: [
      ...['b', 's2', 'f.hidden.weight.scale', 'f.output.weight.scale', 'f.hidden.weight.rms'],
      ...[
        'f.output.weight.rms',
        'f.output.bias[1]',
        'f.hidden.activation.c[1]',
        'y.prediction[1]',
        'y.prediction[14]',
      ],
    ],
    warmup: 150,
    sweeps: 4,
    fault: 'f.output.bias ~ normal(2, 1)',
  },
  'spike-and-slab/spike-and-slab.bnn': {
    data: datasetOf({ x: waves(12, 5), y: zeros(12) }),
    target: 'y',
    quantities: ['p', 'sd', 'sigma', 'b0', 'active', 'w[1]', 'w[5]'],
    warmup: 200,
    sweeps: 3,
    fault: 'p ~ beta(9, 1)',
  },
  'varying-intercepts/varying-intercepts.bnn': {
    data: datasetOf({
      ...{ y: zeros(14), x: waves(14, 1).flat(), C: 5 },
      county: [1, 1, 2, 2, 2, 3, 3, 3, 3, 4, 5, 5, 1, 2],
    }),
    target: 'y',
    quantities: ['mu', 'tau', 'b', 'sigma', 'alpha[1]', 'alpha[4]'],
    warmup: 200,
    sweeps: 3,
    fault: 'sigma ~ half_normal(0.5)',
  },
  'yacht/trainable.bnn': {
    ...NETWORK,
    quantities: [
      ...NETWORK.quantities,
      ...['f.hidden.activation.c', 'f.hidden.activation.lambda', 'f.hidden.activation.gamma'],
    ],
    fault: 'sigma ~ half_normal(0.1)',
  },
};

/** Images of 28 by 28 in one channel, of two classes. */
function images(count: number): Dataset {
  const pixels = waves(count, 28 * 28);
  const { columns, ...rest } = datasetOf({
    x: pixels,
    y: ones(count),
    K: 2,
  } as Arrays);
  const x = columns.get('x')!;
  const values = Float64Array.from(pixels.flat(), (value) => 85 * (value + 1.5));
  const shaped = { ...x, shape: [count, 28, 28, 1], values };
  return { ...rest, columns: new Map([...columns, ['x', shaped]]) };
}

const files = readdirSync(EXAMPLES, { recursive: true })
  .map((file) => String(file).replaceAll('\\', '/'))
  .filter((file) => file.endsWith('.bnn'));

it('every example is judged', () => {
  expect(Object.keys(JUDGED)).toEqual(files.sort());
});

// `BNN_REPLICATIONS=400 BNN_P_VALUES=1` for a closer look than a test needs.
const replications = Number(process.env.BNN_REPLICATIONS ?? 60);

describe.each(Object.entries(JUDGED))(
  'the sweep of %s',
  (file, { fault, share = 1, ...example }) => {
    const judged = { ...example, text: textOf(file) };
    const judge = (priors: readonly string[] = []) => {
      const { pValue, each } = sweepPValue(judged, Math.round(share * replications), file, priors);
      if (process.env.BNN_P_VALUES) console.log(file, priors, pValue, each);
      return pValue;
    };
    it('leaves the joint distribution as it is', () => {
      expect(judge()).toBeGreaterThan(FALSE_ALARM);
    }, 300_000);
    it('but not with another prior', () => {
      expect(judge([fault])).toBeLessThan(FALSE_ALARM);
    }, 300_000);
  },
);
