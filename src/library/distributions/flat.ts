import { constant } from '../../expression/index.js';
import { declare } from '../declare.js';
import { REAL } from '../support.js';

export const flat = declare({
  name: 'flat',
  doc: 'Constant density on the real line: improper, fit for a prior only.',
  source: 'Gelman et al. (2013), Bayesian Data Analysis, 3rd ed., 2.8',
  parameters: {},
  proper: false,
  support: () => REAL,
  logDensity: () => constant(0),
});
