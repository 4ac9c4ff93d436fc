/** zeta(k) - 1 for k = 2, 3, ...: the Taylor series of log gamma about 2 (Abramowitz and Stegun 6.1.33). */
const ZETA_LESS_ONE: readonly number[] = [
  0.64493406684822644, 0.20205690315959429, 0.082323233711138192, 0.036927755143369926,
  0.01734306198444914, 0.0083492773819228268, 0.0040773561979443394, 0.0020083928260822144,
  0.00099457512781808534, 0.00049418860411946456, 0.0002460865533080483, 0.00012271334757848915,
  6.1248135058704829e-5, 3.0588236307020494e-5, 1.5282259408651872e-5, 7.6371976378997623e-6,
  3.8172932649998399e-6, 1.9082127165539389e-6, 9.5396203387279611e-7, 4.7693298678780646e-7,
  2.3845050272773299e-7, 1.1921992596531107e-7, 5.960818905125948e-8, 2.980350351465228e-8,
  1.4901554828365041e-8, 7.4507117898354295e-9, 3.7253340247884571e-9, 1.862659723513049e-9,
];
const ONE_LESS_EULER = 0.42278433509846714;
const HALF_LOG_TWO_PI = 0.91893853320467274;

/** B_2k / (2k (2k - 1)): Stirling's series (A&S 6.1.40). */
const STIRLING: readonly number[] = [
  1 / 12,
  -1 / 360,
  1 / 1260,
  -1 / 1680,
  1 / 1188,
  -691 / 360360,
  1 / 156,
];
/** B_2k: the asymptotic series of digamma and trigamma (A&S 6.3.18, 6.4.12). */
const BERNOULLI: readonly number[] = [1 / 6, -1 / 30, 1 / 42, -1 / 30, 5 / 66, -691 / 2730, 7 / 6];
/** From here on the asymptotic series are exact to double accuracy. */
export const ASYMPTOTIC = 10;

function polynomial(coefficients: readonly number[], x: number): number {
  let value = 0;
  for (let k = coefficients.length - 1; k >= 0; k--) value = value * x + coefficients[k]!;
  return value;
}

/** log gamma(2 + w), |w| <= 1/2, to full relative accuracy. */
function logGammaAboutTwo(w: number): number {
  let tail = 0;
  for (let k = ZETA_LESS_ONE.length + 1; k >= 2; k--) {
    tail = ZETA_LESS_ONE[k - 2]! / k - w * tail;
  }
  return w * (ONE_LESS_EULER + w * tail);
}

/** log gamma(x) less Stirling's formula, x >= 10. */
export function stirlingRemainder(x: number): number {
  return polynomial(STIRLING, 1 / (x * x)) / x;
}

/** sin(pi x), exact in its zeros. */
function sinPi(x: number): number {
  const r = Math.abs(x) % 2;
  const sign = Math.sign(x) * (r < 1 ? 1 : -1);
  const t = r % 1;
  return sign * (t <= 0.5 ? Math.sin(Math.PI * t) : Math.sin(Math.PI * (1 - t)));
}

function cosPi(x: number): number {
  return sinPi(0.5 - (Math.abs(x) % 2));
}

/** log |gamma(x)|; +Infinity in the poles 0, -1, -2, ... */
export function lgamma(x: number): number {
  if (Number.isNaN(x)) return NaN;
  if (x <= 0) {
    if (Number.isInteger(x) || x === -Infinity) return Infinity;
    return Math.log(Math.PI / Math.abs(sinPi(x))) - lgamma(1 - x);
  }
  if (x < 0.5) return logGammaAboutTwo(x) - Math.log1p(x) - Math.log(x);
  if (x < 1.5) return logGammaAboutTwo(x - 1) - Math.log1p(x - 1);
  if (x <= 2.5) return logGammaAboutTwo(x - 2);
  if (x >= ASYMPTOTIC) {
    if (x === Infinity) return Infinity;
    return (x - 0.5) * (Math.log(x) - 1) + HALF_LOG_TWO_PI - 0.5 + stirlingRemainder(x);
  }
  let product = 1;
  let y = x;
  while (y > 2.5) {
    y -= 1;
    product *= y;
  }
  return Math.log(product) + logGammaAboutTwo(y - 2);
}

/** d/dx log gamma(x); NaN in the poles. */
export function digamma(x: number): number {
  if (x <= 0) {
    if (Number.isInteger(x)) return NaN;
    return digamma(1 - x) - (Math.PI * cosPi(x)) / sinPi(x);
  }
  let shift = 0;
  let y = x;
  while (y < ASYMPTOTIC) {
    shift += 1 / y;
    y += 1;
  }
  let tail = 0;
  const s = 1 / (y * y);
  for (let k = BERNOULLI.length; k >= 1; k--) tail = s * (BERNOULLI[k - 1]! / (2 * k) + tail);
  return Math.log(y) - 0.5 / y - tail - shift;
}

/** Second derivative of log gamma; +Infinity in the poles. */
export function trigamma(x: number): number {
  if (x <= 0) {
    if (Number.isInteger(x)) return Infinity;
    const s = sinPi(x);
    return (Math.PI / s) ** 2 - trigamma(1 - x);
  }
  let shift = 0;
  let y = x;
  while (y < ASYMPTOTIC) {
    shift += 1 / (y * y);
    y += 1;
  }
  const s = 1 / (y * y);
  return shift + 1 / y + 0.5 * s + (s * polynomial(BERNOULLI, s)) / y;
}

/** log beta(a, b), a, b > 0, without the cancellation of three log gammas (Didonato and Morris 1992). */
export function betaln(a: number, b: number): number {
  const p = Math.min(a, b);
  const q = Math.max(a, b);
  if (q < ASYMPTOTIC) return lgamma(p) + lgamma(q) - lgamma(p + q);
  const remainder = stirlingRemainder(q) - stirlingRemainder(p + q);
  const share = -p / (p + q);
  if (p < ASYMPTOTIC) {
    return lgamma(p) + remainder + p - p * Math.log(p + q) + (q - 0.5) * Math.log1p(share);
  }
  return (
    HALF_LOG_TWO_PI -
    0.5 * Math.log(q) +
    (stirlingRemainder(p) + remainder) +
    (p - 0.5) * Math.log(p / (p + q)) +
    q * Math.log1p(share)
  );
}

/** log(1 + x) - x, x > -1, to full relative accuracy. */
export function log1pLess(x: number): number {
  if (x < -0.4 || x > 0.7) return Math.log1p(x) - x;
  const r = x / (2 + x);
  const square = r * r;
  let tail = 0;
  for (let k = 25; k >= 3; k -= 2) tail = 1 / k + square * tail;
  return 2 * square * r * tail - x * r;
}
