/** Chebyshev coefficients of erf(x) / x in x^2 on [0, 1]. */
const ERF_SMALL: readonly number[] = [
  0.9754769393826541, -0.14226120510371364, 0.010035582187599796, -0.00057687646997674848,
  2.7419931252196061e-5, -1.1043175507344508e-6, 3.8488755420345037e-8, -1.1808582533875467e-9,
  3.233421582605091e-11, -7.9910159470045488e-13, 1.7990725113961456e-14, -3.7186354878186926e-16,
  7.103599003714253e-18,
];
/**
 * Chebyshev coefficients of (1 + 2x) exp(x^2) erfc(x) on [1, infinity) in s = 1 - 6 / (x + 2); the
 * form is that of Shepherd and Laframboise (1981), Math. Comp. 36.
 */
const ERFC_LARGE: readonly number[] = [
  1.2204857754806913, -0.084184471516528252, -0.013730709001339407, 0.0069438598924708725,
  -0.0012054867736743488, 5.6924778261690555e-5, 1.5617075037590155e-5, -2.1501727934342453e-6,
  -2.5526541506231425e-7, 5.7857090819567914e-8, 6.4940859804641438e-9, -1.5643584686573179e-9,
  -2.376557848206926e-10, 4.0701887394581091e-11, 1.0156095917694693e-11, -7.9480978890927993e-13,
  -4.3590950167845603e-13, -6.406772666585812e-15, 1.6880007929945133e-14, 2.0247897318668096e-15,
  -4.9660252200508995e-16, -1.5010891175307192e-16, 3.2307366155371895e-18, 7.4928441955336439e-18,
  9.2906194793437789e-19,
];

const INVERSE_ROOT_TWO_PI = 0.3989422804014327;

/** Clenshaw's recurrence for sum_k c_k T_k(t), |t| <= 1. */
function chebyshev(coefficients: readonly number[], t: number): number {
  let next = 0;
  let afterNext = 0;
  for (let k = coefficients.length - 1; k > 0; k--) {
    const value = coefficients[k]! + 2 * t * next - afterNext;
    afterNext = next;
    next = value;
  }
  return coefficients[0]! + t * next - afterNext;
}

/** exp(-scale x^2) with the rounding error of the square undone, for the far tail. */
function gaussian(x: number, scale: 1 | 0.5): number {
  if (Math.abs(x) > 40) return 0;
  const head = Math.round(x * 1024) / 1024;
  return Math.exp(-scale * head * head) * Math.exp(-scale * (x - head) * (x + head));
}

/** exp(x^2) erfc(x), x >= 1. */
function scaledErfc(x: number): number {
  return chebyshev(ERFC_LARGE, 1 - 6 / (x + 2)) / (1 + 2 * x);
}

/** The error function. */
export function erf(x: number): number {
  const size = Math.abs(x);
  if (size <= 1) return x * chebyshev(ERF_SMALL, 2 * x * x - 1);
  if (size > 6) return Math.sign(x);
  return Math.sign(x) * (1 - gaussian(size, 1) * scaledErfc(size));
}

/** 1 - erf(x), to full relative accuracy in the upper tail. */
export function erfc(x: number): number {
  if (x < 1) return 1 - erf(x);
  return gaussian(x, 1) * scaledErfc(x);
}

/** Standard normal distribution function, to full relative accuracy in the lower tail. */
export function normalCdf(x: number): number {
  const z = -x * Math.SQRT1_2;
  if (z < 1) return 0.5 * erfc(z);
  return 0.5 * gaussian(x, 0.5) * scaledErfc(z);
}

/** Log of `normalCdf`, which itself underflows below -38. */
export function logNormalCdf(x: number): number {
  const z = -x * Math.SQRT1_2;
  if (z < 1) return x > 0 ? Math.log1p(-normalCdf(-x)) : Math.log(normalCdf(x));
  return Math.log(0.5 * scaledErfc(z)) - (x * x) / 2;
}

/** The derivative of `logNormalCdf`: density over distribution function. */
export function inverseMills(x: number): number {
  const z = -x * Math.SQRT1_2;
  if (z < 1) return (gaussian(x, 0.5) / normalCdf(x)) * INVERSE_ROOT_TWO_PI;
  return (2 * INVERSE_ROOT_TWO_PI) / scaledErfc(z);
}

/** Numerator and denominator, ascending; Wichura (1988), AS 241, Applied Statistics 37. */
type Rational = readonly [readonly number[], readonly number[]];
const CENTRE: Rational = [
  [
    3.3871328727963666, 133.14166789178438, 1971.5909503065514, 13731.693765509461,
    45921.953931549872, 67265.770927008701, 33430.575583588128, 2509.0809287301227,
  ],
  [
    1, 42.313330701600911, 687.18700749205791, 5394.1960214247511, 21213.794301586596,
    39307.895800092711, 28729.085735721943, 5226.4952788528546,
  ],
];
const TAIL: Rational = [
  [
    1.4234371107496836, 4.6303378461565453, 5.7694972214606914, 3.6478483247632046,
    1.2704582524523684, 0.24178072517745061, 0.022723844989269185, 7.7454501427834141e-4,
  ],
  [
    1, 2.0531916266377588, 1.6763848301838038, 0.6897673349851, 0.14810397642748007,
    0.015198666563616457, 5.4759380849953449e-4, 1.0507500716444169e-9,
  ],
];
const FAR_TAIL: Rational = [
  [
    6.6579046435011038, 5.4637849111641144, 1.7848265399172913, 0.29656057182850489,
    0.026532189526576123, 0.0012426609473880784, 2.7115555687434876e-5, 2.0103343992922881e-7,
  ],
  [
    1, 0.59983220655588794, 0.13692988092273581, 0.014875361290850615, 7.868691311456133e-4,
    1.8463183175100547e-5, 1.4215117583164459e-7, 2.0442631033899398e-15,
  ],
];

function rational([numerator, denominator]: Rational, x: number): number {
  let above = 0;
  let below = 0;
  for (let k = numerator.length - 1; k >= 0; k--) {
    above = above * x + numerator[k]!;
    below = below * x + denominator[k]!;
  }
  return above / below;
}

/** Inverse of `normalCdf`; NaN outside [0, 1]. */
export function normalQuantile(p: number): number {
  if (!(p >= 0 && p <= 1)) return NaN;
  const q = p - 0.5;
  if (Math.abs(q) <= 0.425) return q * rational(CENTRE, 0.180625 - q * q);
  const tail = q < 0 ? p : 1 - p;
  if (tail === 0) return q < 0 ? -Infinity : Infinity;
  const r = Math.sqrt(-Math.log(tail));
  const size = r <= 5 ? rational(TAIL, r - 1.6) : rational(FAR_TAIL, r - 5);
  return q < 0 ? -size : size;
}
