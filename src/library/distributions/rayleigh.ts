import { add, constant, div, mul, square, sub } from '../../expression/index.js';
import { declare } from '../declare.js';
import { logOf } from '../log-of.js';
import { POSITIVE } from '../support.js';

export const rayleigh = declare({
  name: 'rayleigh',
  doc: 'Rayleigh: the length of a vector of two centred normals of one standard deviation.',
  source: 'Johnson, Kotz and Balakrishnan (1994), Continuous Univariate Distributions 1, 18.10',
  parameters: { scale: { support: 'positive', doc: 'mode' } },
  support: () => POSITIVE,
  logDensity(x, { scale }) {
    const logScale = logOf(scale);
    const kernel = add(logOf(x), mul(constant(-0.5), square(div(x, scale))));
    return sub(kernel, add(logScale, logScale));
  },
  logSurvival: (x, { scale }) => mul(constant(-0.5), square(div(x, scale))),
  mean: ({ scale }) => mul(scale, constant(Math.sqrt(Math.PI / 2))),
  sample: (stream, { scale }) => scale * Math.sqrt(2 * stream.exponential()),
});
