import { alternative } from './declare.js';

/** Parameters of families with a shape and a scale, as Stan names them. */
export const alphaAndSigma = alternative(
  {
    alpha: { support: 'positive', doc: 'shape, as Stan names it' },
    sigma: { support: 'positive', doc: 'scale, as Stan names it' },
  },
  ({ alpha, sigma }) => ({ shape: alpha, scale: sigma }),
);
