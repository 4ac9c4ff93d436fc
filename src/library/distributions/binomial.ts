import { drawBinomial } from '../../base/random/variates.js';
import { add, mul, sigmoid, logBetaI, floor, sub, constant } from '../../expression/index.js';
import { alternative, declare } from '../declare.js';
import { logComplementOf, logOf } from '../log-of.js';
import { POLYA_GAMMA_SOURCE, polyaGamma } from '../polya-gamma.js';
import { logChoose, successDensity } from '../terms.js';

const n = { support: 'count', doc: 'trials' } as const;

export const binomial = declare({
  name: 'binomial',
  doc: 'Number of successes in n trials.',
  source: 'Johnson, Kemp and Kotz (2005), Univariate Discrete Distributions, 3rd ed., ch. 3',
  parameters: { n, p: { support: 'unit', doc: 'chance of a success' } },
  alternatives: [
    alternative({ n, logits: { support: 'real', doc: 'log(p / (1 - p))' } }, (given) => ({
      n: given.n,
      p: sigmoid(given.logits),
    })),
  ],
  support: (given) => ({ kind: 'count', upper: given.n }),
  logDensity: (x, { n: trials, p }) => add(successDensity(x, trials, p), logChoose(trials, x)),
  observedMixture: {
    words: 'logits | w enter as (x - n/2) logits - w logits^2 / 2, w ~ polya_gamma(n, 0)',
    source: POLYA_GAMMA_SOURCE,
    of(x, { n: trials, p }, w) {
      const form = polyaGamma(x, trials, p, w);
      return form && { ...form, logDensity: add(form.logDensity, logChoose(trials, x)) };
    },
  },
  logCdf: (x, { n: trials, p }) =>
    logBetaI(sub(trials, floor(x)), add(floor(x), constant(1)), sub(logComplementOf(p), logOf(p))),
  logSurvival: (x, { n: trials, p }) =>
    logBetaI(add(floor(x), constant(1)), sub(trials, floor(x)), sub(logOf(p), logComplementOf(p))),
  mean: (given) => mul(given.n, given.p),
  sample: (stream, given) => drawBinomial(stream, given.n, given.p),
});
