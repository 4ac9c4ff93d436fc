/** Coefficients of I0(x) and of I1(x) / (x / 2) in x^2 / 4: 1 / k!^2, 1 / (k! (k + 1)!). Abramowitz and Stegun 9.6.10. */
export const I0_SERIES: readonly number[] = series(0);
export const I1_SERIES: readonly number[] = series(1);
/** Up to here the series are summed, from here on the asymptotic forms. */
export const BESSEL_SPLIT = 8;
/** sqrt(x) exp(-x) I0(x) in s = 16 / x - 1, x >= 8; relative error 6.4e-17. */
export const I0_LARGE: readonly number[] = [
  0.4021765094450081, 0.0033605519836678614, 0.00013621607438984735, 1.1143033790932038e-5,
  1.4838476651250266e-6, 2.9735985885673923e-7, 8.872034383314144e-8, 3.932584334552952e-8,
  2.1566251453104354e-8, 7.554691881248808e-9, -6.8493381882867694e-9, -1.340891754008974e-8,
  -5.0381064879032845e-9, 7.552583062123384e-9, 6.560138746917057e-9, -3.5059665308793316e-9,
  -4.575553424534973e-9, 1.5200816953924227e-9, 2.1968921378829006e-9, -5.715843864202707e-10,
  -6.633287112547084e-10, 1.5279202694981558e-10, 9.36508689281819e-11, -2.026060428741361e-11,
];
/** I1(x) / I0(x) in the same s; relative error 6.5e-17. */
export const RATIO_LARGE: readonly number[] = [
  0.9682277554281599, -0.03233246246859711, -0.0006028920665713716, -4.8230789462733214e-5,
  -6.631728304280426e-6, -1.374389230333247e-6, -4.210688867512628e-7, -1.899915483053053e-7,
  -1.0496128549796876e-7, -3.6374785370755216e-8, 3.4486846452075864e-8, 6.636190949827901e-8,
  2.439878920815853e-8, -3.7817857546313744e-8, -3.228636067011116e-8, 1.7744644247886713e-8,
  2.2619369193313357e-8, -7.764144652549483e-9, -1.0880827290344871e-8, 2.936326324593264e-9,
  3.2882391648843578e-9, -7.869739674489129e-10, -4.6444876853415105e-10, 1.0443925701683857e-10,
];

function series(order: 0 | 1): number[] {
  let term = 1;
  return Array.from({ length: 26 }, (_, k) => (k === 0 ? term : (term /= k * (k + order))));
}

function polynomial(coefficients: readonly number[], x: number): number {
  return coefficients.reduceRight((sum, c) => sum * x + c, 0);
}

/** Log of the modified Bessel function of the first kind, order 0. */
export function logBesselI0(x: number): number {
  const size = Math.abs(x);
  if (size > BESSEL_SPLIT) {
    const scaled = polynomial(I0_LARGE, 16 / size - 1);
    // The logarithm stays finite, so that infinity is infinite.
    return size + Math.log(scaled / Math.sqrt(Math.min(size, 1e300)));
  }
  const square = (size * size) / 4;
  return Math.log1p(square * polynomial(I0_SERIES.slice(1), square));
}

/** I1(x) / I0(x), the mean resultant length of a von Mises distribution. */
export function besselRatio(x: number): number {
  const size = Math.abs(x);
  if (size > BESSEL_SPLIT) return Math.sign(x) * polynomial(RATIO_LARGE, 16 / size - 1);
  const square = (size * size) / 4;
  return ((x / 2) * polynomial(I1_SERIES, square)) / polynomial(I0_SERIES, square);
}
