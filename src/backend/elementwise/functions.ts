import { ARITHMETIC } from './arithmetic.js';
import { besselRatio, logBesselI0 } from './bessel-function.js';
import { erf } from './error-function.js';
import { exp, expm1, sigmoid, tanh } from './exponential.js';
import { digamma, lgamma, trigamma } from './gamma-function.js';
import { atan } from './inverse-tangent.js';
import { log, log1p, softplus } from './logarithm.js';
import { inverseMills, logNormalCdf } from './normal-integral.js';
import { pow } from './power.js';
import { cos, sin } from './trigonometric.js';
import type { Term, Variable, VectorCode } from './vector-code.js';

type VectorFunction = (v: VectorCode, a: Variable, b: Variable, c: Variable) => Term;

/** Elementwise primitives that stand where they are used, in either format. */
export const INLINE: ReadonlyMap<string, VectorFunction> = new Map(
  Object.entries<VectorFunction>({
    ...ARITHMETIC,
    exp: (v, a) => exp(v, a),
    expm1,
    log,
    log1p,
    sigmoid,
    softplus,
    tanh,
  }),
);

/** Those too long for that, over doubles. */
export const RARE: ReadonlyMap<string, VectorFunction> = new Map(
  Object.entries<VectorFunction>({
    atan,
    besselRatio,
    cos,
    digamma,
    erf,
    inverseMills,
    lgamma,
    logBesselI0,
    logNormalCdf,
    pow,
    sin,
    trigamma,
  }),
);
