import { constant } from '../../expression/index.js';
import { declare } from '../declare.js';
import { POSITIVE } from '../support.js';

export const flatPositive = declare({
  name: 'flat_positive',
  doc: 'Constant density on the positive numbers: improper, fit for a prior only.',
  source: 'Gelman et al. (2013), Bayesian Data Analysis, 3rd ed., 2.8',
  parameters: {},
  proper: false,
  closed: true,
  support: () => POSITIVE,
  logDensity: () => constant(0),
});
