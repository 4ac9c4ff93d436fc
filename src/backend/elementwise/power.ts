import { exp } from './exponential.js';
import { outsideDomain, splitPositive } from './logarithm.js';
import type { Term, Variable, VectorCode } from './vector-code.js';

/** (2 atanh(s) / s - 2 - 2 s^2 / 3) / s^4 in s^2, the rest of log m for sqrt(1/2) <= m <= sqrt(2); error 1.2e-20. */
const FIFTH_ORDER: readonly number[] = [
  0.4000000000000227, 0.2857142857009211, 0.22222222521320661, 0.1818178423963147,
  0.1538676342260358, 0.13256671198862127, 0.13197729556165053,
];
/** 2/3 and what its double leaves. */
const TWO_THIRDS = [0.6666666666666666, 3.700743415417188e-17] as const;
/** 2^27 + 1 cuts a double into halves of 26 bits. Source: Dekker (1971), Numerische Mathematik 18. */
const CUT = 134217729;
/** Powers with an exponent of this size are 0, 1 or infinite, and it can still be cut in halves. */
const LARGEST_EXPONENT = 2 ** 70;
/** Above, e^x is 0 or infinite and its tail is not looked at. */
const TAIL_MATTERS = 1000;

/** A sum of two doubles, the second within the last place of the first. */
interface Double {
  readonly high: Variable;
  readonly low: Variable;
}

/** a b exactly, without multiply-add, which is not exact on every machine. */
function product(v: VectorCode, a: Variable, b: Variable): Double {
  const high = v.keep(v.mul(a, b));
  const [a1, a2] = halves(v, a);
  const [b1, b2] = halves(v, b);
  const inner = v.add(v.sub(v.mul(a1, b1), high), v.add(v.mul(a1, b2), v.mul(a2, b1)));
  return { high, low: v.keep(v.add(inner, v.mul(a2, b2))) };
}

function halves(v: VectorCode, a: Variable): [Variable, Variable] {
  const scaled = v.keep(v.mul(a, v.constant(CUT)));
  const upper = v.keep(v.sub(scaled, v.sub(scaled, a)));
  return [upper, v.keep(v.sub(a, upper))];
}

/** a + b, |a| >= |b| or a = 0, and more to its low part. */
function sum(v: VectorCode, a: Variable, b: Variable, more: Term): Double {
  const high = v.keep(v.add(a, b));
  return { high, low: v.keep(v.add(v.add(v.sub(a, high), b), more)) };
}

/** log of x > 0 to about twice the accuracy of a double. */
function preciseLog(v: VectorCode, x: Variable): Double {
  const [high, low] = v.format.logTwo;
  const { k, m } = splitPositive(v, x);
  const f = v.keep(v.sub(m, v.constant(1)));
  const below = v.keep(v.add(f, v.constant(2)));
  const s = v.keep(v.div(f, below));
  const back = product(v, s, below);
  const belowLost = v.sub(f, v.sub(below, v.constant(2)));
  const remainder = v.sub(v.sub(v.sub(f, back.high), back.low), v.mul(s, belowLost));
  const sLow = v.keep(v.div(remainder, below));
  const square = product(v, s, s);
  const z = square.high;
  const zLow = v.keep(v.add(square.low, v.mul(v.add(s, s), sLow)));
  const third = product(v, z, v.keep(v.constant(TWO_THIRDS[0])));
  const thirdLow = v.add(
    v.mul(z, v.constant(TWO_THIRDS[1])),
    v.mul(zLow, v.constant(TWO_THIRDS[0])),
  );
  const fifth = v.mul(v.polynomial(FIFTH_ORDER, z), v.mul(z, z));
  const factorLow = v.add(v.add(third.low, thirdLow), fifth);
  const bent = product(v, s, third.high);
  const bentLow = v.add(
    v.add(bent.low, v.mul(s, factorLow)),
    v.add(v.add(sLow, sLow), v.mul(sLow, third.high)),
  );
  const nearOne = sum(v, v.keep(v.add(s, s)), bent.high, bentLow);
  const powers = v.keep(v.mul(k, v.constant(high)));
  return sum(v, powers, nearOne.high, v.add(nearOne.low, v.mul(k, v.constant(low))));
}

/** a^b as Math.pow has it: NaN for 1 or -1 to an infinite power, 1 for anything to the power 0. */
export function pow(v: VectorCode, a: Variable, b: Variable): Term {
  const size = v.keep(v.abs(a));
  const logarithm = preciseLog(v, size);
  const high = v.keep(outsideDomain(v, size, logarithm.high));
  const exponent = v.clamp(b, -LARGEST_EXPONENT, LARGEST_EXPONENT);
  const scaled = v.keep(v.mul(b, high));
  const exact = product(v, exponent, high);
  const tail = v.add(exact.low, v.mul(exponent, logarithm.low));
  const matters = v.binary('lt', v.abs(scaled), v.constant(TAIL_MATTERS));
  const value = v.keep(exp(v, scaled, v.bitwise('and', tail, matters)));
  return v.choose(v.binary('eq', b, v.constant(0)), v.constant(1), signed(v, a, b, value));
}

/** The sign of a power of a negative number; NaN where it is not real. */
function signed(v: VectorCode, a: Variable, b: Variable, size: Variable): Term {
  const whole = v.keep(v.binary('eq', b, v.unary('trunc', b)));
  const half = v.keep(v.mul(b, v.constant(0.5)));
  const odd = v.bitwise('and', whole, v.binary('ne', half, v.unary('trunc', half)));
  const sign = v.bitwise('and', v.bitwise('and', a, odd), v.bits(v.format.signBit));
  const negative = v.bitwise(
    'and',
    v.binary('lt', a, v.constant(0)),
    v.binary('gt', a, v.constant(-Infinity)),
  );
  // All bits one is a NaN.
  return v.bitwise('or', v.bitwise('xor', size, sign), v.bitwise('andnot', negative, whole));
}
