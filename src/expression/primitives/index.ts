import { abs } from './abs.js';
import { add } from './add.js';
import { atan } from './atan.js';
import { besselRatio } from './besselRatio.js';
import { broadcast } from './broadcast.js';
import { cholesky } from './cholesky.js';
import { concat } from './concat.js';
import { constant } from './constant.js';
import { convolve } from './convolve.js';
import { convolveInput } from './convolveInput.js';
import { convolveWeights } from './convolveWeights.js';
import { cos } from './cos.js';
import { digamma } from './digamma.js';
import { div } from './div.js';
import { equal } from './equal.js';
import { erf } from './erf.js';
import { exp } from './exp.js';
import { expm1 } from './expm1.js';
import { floor } from './floor.js';
import { fold } from './fold.js';
import { gather } from './gather.js';
import { input } from './input.js';
import { inverseMills } from './inverseMills.js';
import { inverseSpd } from './inverseSpd.js';
import { lessEqual } from './lessEqual.js';
import { lessThan } from './lessThan.js';
import { lgamma } from './lgamma.js';
import { log } from './log.js';
import { log1p } from './log1p.js';
import { logBesselI0 } from './logBesselI0.js';
import { logDetSpd } from './logDetSpd.js';
import { logNormalCdf } from './logNormalCdf.js';
import { logSumExp } from './logSumExp.js';
import { logBetaI } from './logBetaI.js';
import { logBetaISlopeA } from './logBetaISlopeA.js';
import { logBetaISlopeB } from './logBetaISlopeB.js';
import { logGammaP } from './logGammaP.js';
import { logGammaPSlope } from './logGammaPSlope.js';
import { logGammaQ } from './logGammaQ.js';
import { logGammaQSlope } from './logGammaQSlope.js';
import { logSkewNormalCdf } from './logSkewNormalCdf.js';
import { logStudentCdf } from './logStudentCdf.js';
import { logStudentCdfSlope } from './logStudentCdfSlope.js';
import { logVonMisesMass } from './logVonMisesMass.js';
import { logVonMisesMassSlope } from './logVonMisesMassSlope.js';
import { matmul } from './matmul.js';
import { maximum } from './maximum.js';
import { maxReduce } from './maxReduce.js';
import { minimum } from './minimum.js';
import { mul } from './mul.js';
import { neg } from './neg.js';
import { pad } from './pad.js';
import { pick } from './pick.js';
import { pow } from './pow.js';
import { recurrence } from './recurrence.js';
import { reshape } from './reshape.js';
import { scatterAdd } from './scatterAdd.js';
import { scatterPick } from './scatterPick.js';
import { select } from './select.js';
import { sigmoid } from './sigmoid.js';
import { sign } from './sign.js';
import { sin } from './sin.js';
import { slice } from './slice.js';
import { softplus } from './softplus.js';
import { solveSpd } from './solveSpd.js';
import { sqrt } from './sqrt.js';
import { square } from './square.js';
import { sub } from './sub.js';
import { sum } from './sum.js';
import { tanh } from './tanh.js';
import { transpose } from './transpose.js';
import { trigamma } from './trigamma.js';
import { windows } from './windows.js';
import type { Primitive } from '../primitive.js';
import { InvariantError } from '../../base/diagnostic.js';

const PRIMITIVES: ReadonlyMap<string, Primitive> = new Map(
  [
    abs,
    add,
    atan,
    besselRatio,
    broadcast,
    cholesky,
    concat,
    constant,
    convolve,
    convolveInput,
    convolveWeights,
    cos,
    digamma,
    div,
    equal,
    erf,
    exp,
    expm1,
    floor,
    fold,
    gather,
    input,
    inverseMills,
    inverseSpd,
    lessEqual,
    lessThan,
    lgamma,
    log,
    log1p,
    logBesselI0,
    logDetSpd,
    logNormalCdf,
    logSumExp,
    logBetaI,
    logBetaISlopeA,
    logBetaISlopeB,
    logGammaP,
    logGammaPSlope,
    logGammaQ,
    logGammaQSlope,
    logSkewNormalCdf,
    logStudentCdf,
    logStudentCdfSlope,
    logVonMisesMass,
    logVonMisesMassSlope,
    matmul,
    maximum,
    maxReduce,
    minimum,
    mul,
    neg,
    pad,
    pick,
    pow,
    recurrence,
    reshape,
    scatterAdd,
    scatterPick,
    select,
    sigmoid,
    sign,
    sin,
    slice,
    softplus,
    solveSpd,
    sqrt,
    square,
    sub,
    sum,
    tanh,
    transpose,
    trigamma,
    windows,
  ].map((primitive: Primitive) => [primitive.name, primitive]),
);

export function primitiveOf(op: string): Primitive {
  const primitive = PRIMITIVES.get(op);
  if (primitive === undefined) throw new InvariantError(`no primitive ${op}`);
  return primitive;
}

export const primitiveNames: readonly string[] = [...PRIMITIVES.keys()];
