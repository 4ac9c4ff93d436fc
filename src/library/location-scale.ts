import { alternative } from './declare.js';

/** Parameters of the families that are a standard variate, scaled and moved. */
export const locationAndScale = {
  location: { support: 'real', doc: 'centre of symmetry' },
  scale: { support: 'positive', doc: 'scale' },
} as const;

export const muAndSigma = alternative(
  {
    mu: { support: 'real', doc: 'centre of symmetry, as Stan names it' },
    sigma: { support: 'positive', doc: 'scale, as Stan names it' },
  },
  ({ mu, sigma }) => ({ location: mu, scale: sigma }),
);
