import { logSkewNormalCdf as specialLogSkewNormalCdf } from '../../base/numeric/special.js';
import { call } from '../notation.js';
import { binary } from '../primitive.js';

/** Log of the distribution function of a standard skew normal at z. */
export const logSkewNormalCdf = binary({
  name: 'logSkewNormalCdf',
  singular: true,
  apart: true,
  scalar: specialLogSkewNormalCdf,
  vjp(g, z, shape, y, k) {
    const half = k.mul(k.constant(0.5), k.square(z));
    const density = k.sub(k.logNormalCdf(k.mul(shape, z)), half);
    const toZ = k.mul(k.constant(Math.sqrt(2 / Math.PI)), k.exp(k.sub(density, y)));
    const spread = k.add(k.constant(1), k.square(shape));
    const fall = k.exp(k.neg(k.add(k.mul(half, spread), y)));
    const toShape = k.div(k.mul(k.constant(-1 / Math.PI), fall), spread);
    return [k.mul(g, toZ), k.mul(g, toShape)];
  },
  print: ([z, shape]) => call('log_skew_normal_cdf', z!.text, shape!.text),
});
