import type { Angle, Term, Variable, VectorCode } from './vector-code.js';

/** (sin r - r) / r^3 and (cos r - 1 + r^2 / 2) / r^4 in r^2, |r| <= pi / 4; minimax, errors 3.5e-18 and 4.7e-20. */
const SINE: readonly number[] = [
  -0.16666666666666632, 0.00833333333332237, -0.00019841269829770964, 2.755731367853362e-6,
  -2.505075593560658e-8, 1.589666484046101e-10,
];
const COSINE: readonly number[] = [
  0.0416666666666666, -0.0013888888888874064, 2.4801587289443573e-5, -2.7557314340679693e-7,
  2.0875721625571897e-9, -1.1359559382028546e-11,
];
/** sin(pi t) / t in t^2, |t| <= 1/2; relative error 2.6e-19. */
const SINE_OF_PI: readonly number[] = [
  3.141592653589793, -5.167712780049969, 2.550164039877294, -0.5992645293187332,
  0.08214588656980903, -0.007370430478007297, 0.0004662996850033915, -2.1903175646964005e-5,
  7.694624628576092e-7,
];
/** pi / 2 in parts of 33 bits, so that multiples below 2^20 are exact, and the rest. */
const HALF_PI: readonly [number, number, number, number] = [
  1.5707963267341256, 6.077100506303966e-11, 2.0222662487111665e-21, 8.4784276603689e-32,
];
const LARGE = 2 ** 20;

/** |x| = n pi / 2 + r + tail. */
function reduce(v: VectorCode, size: Variable): Angle {
  const rounder = v.constant(1.5 * 2 ** 52);
  const [p1, p2, p3, p4] = HALF_PI.map((part) => v.constant(part)) as [Term, Term, Term, Term];
  const moderate = v.keep(v.binary('pmin', size, v.constant(LARGE)));
  const n = v.variable(v.add(v.mul(moderate, v.constant(2 / Math.PI)), rounder));
  const count = v.keep(v.sub(n, rounder));
  const first = v.keep(v.sub(moderate, v.mul(count, p1)));
  const second = v.keep(v.mul(count, p2));
  const rough = v.keep(v.sub(first, second));
  const third = v.keep(v.mul(count, p3));
  const finer = v.keep(v.sub(rough, third));
  const lost = v.add(
    v.sub(v.sub(first, rough), second),
    v.sub(v.sub(v.sub(rough, finer), third), v.mul(count, p4)),
  );
  const rest = v.keep(lost);
  const r = v.variable(v.add(finer, rest));
  const tail = v.variable(v.add(v.sub(finer, r), rest));
  v.replaceLargeAngles(size, LARGE, { n, r, tail });
  return { n, r, tail };
}

/** sin of |x| + turns pi / 2, its sign not yet changed where n says so. */
function quarter(v: VectorCode, { n, r, tail }: Angle, turns: bigint): Term {
  const one = v.constant(1);
  const z = v.keep(v.mul(r, r));
  const half = v.keep(v.mul(z, v.constant(0.5)));
  const whole = v.keep(v.sub(one, half));
  const cube = v.keep(v.mul(z, r));
  const sine = v.add(v.madd(v.polynomial(SINE, z), cube, v.mul(tail, whole)), r);
  const curve = v.madd(
    v.polynomial(COSINE, z),
    v.mul(z, z),
    v.nmadd(r, tail, v.sub(v.sub(one, whole), half)),
  );
  const cosine = v.add(curve, whole);
  const turned = v.keep(v.integer('add', n, v.bits(turns)));
  const odd = v.keep(lowBit(v, turned, 0));
  const value = v.choose(odd, cosine, sine);
  return v.bitwise('xor', value, v.bitwise('and', lowBit(v, turned, 1), v.bits(v.format.signBit)));
}

/** All ones where that bit is set. */
function lowBit(v: VectorCode, integer: Term, bit: number): Term {
  const one = 1n << BigInt(bit);
  return v.integer('eq', v.bitwise('and', integer, v.bits(one)), v.bits(one));
}

export function sin(v: VectorCode, x: Variable): Term {
  const value = v.keep(quarter(v, reduce(v, v.keep(v.abs(x))), 0n));
  const signed = v.bitwise('xor', value, v.bitwise('and', x, v.bits(v.format.signBit)));
  // What the reduction would round.
  return v.choose(v.binary('lt', v.abs(x), v.constant(2 ** -27)), x, signed);
}

export function cos(v: VectorCode, x: Variable): Term {
  return quarter(v, reduce(v, v.keep(v.abs(x))), 1n);
}

/** sin(pi x), exact in its zeros; NaN for an infinite x. */
export function sinPi(v: VectorCode, x: Variable): Term {
  const size = v.keep(v.abs(x));
  const turn = v.keep(wholeTurns(v, size));
  const whole = v.keep(v.unary('floor', turn));
  const fraction = v.keep(v.sub(turn, whole));
  const t = v.keep(v.binary('pmin', fraction, v.sub(v.constant(1), fraction)));
  const z = v.keep(v.mul(t, t));
  const value = v.mul(v.polynomial(SINE_OF_PI, z), t);
  const lowerHalf = v.binary('eq', whole, v.constant(1));
  const flip = v.bitwise(
    'xor',
    v.bitwise('and', lowerHalf, v.bits(v.format.signBit)),
    signOf(v, x),
  );
  return v.bitwise('xor', value, flip);
}

/** cos(pi x), exact in its zeros. */
export function cosPi(v: VectorCode, x: Variable): Term {
  return sinPi(v, v.keep(v.sub(v.constant(0.5), wholeTurns(v, v.keep(v.abs(x))))));
}

/** size modulo 2. */
function wholeTurns(v: VectorCode, size: Variable): Term {
  const turns = v.unary('floor', v.mul(size, v.constant(0.5)));
  return v.sub(size, v.mul(turns, v.constant(2)));
}

function signOf(v: VectorCode, x: Variable): Term {
  return v.bitwise('and', x, v.bits(v.format.signBit));
}
