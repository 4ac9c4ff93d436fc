import { constant, equal, select } from '../../expression/index.js';
import { declare } from '../declare.js';

export const degenerate = declare({
  name: 'degenerate',
  doc: 'All mass on one whole number; with mixture() it inflates the chance of that number.',
  source: 'Johnson, Kemp and Kotz (2005), Univariate Discrete Distributions, 3rd ed., 8.2.2',
  parameters: { value: { support: 'count', doc: 'the one value' } },
  support: ({ value }) => ({ kind: 'count', upper: value }),
  logDensity: (x, { value }) => select(equal(x, value), constant(0), constant(-Infinity)),
  mean: ({ value }) => value,
  sample: (_stream, { value }) => value,
});
