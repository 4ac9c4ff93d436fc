// Log density and gradient of workloads A (MODEL 1) and B (MODEL 2) on unconstrained space: logarithms of the positive
// unknowns, with the Jacobian; normalising constants left out. Hand written, one thread; REAL is double or float.
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#if MODEL == 1
enum { N = 400, D = 8, H = 50, K = 1 };
#define FILE_ "A_train.csv"
#else
enum { N = 1000, D = 20, H = 30, K = 3 };
#define FILE_ "B_train.csv"
#endif
typedef REAL R;
#if defined(__AVX512F__)
#include <immintrin.h>
#define VBYTES 64
#elif defined(__AVX__)
#define VBYTES 32
#else
#define VBYTES 16
#endif
enum { V = VBYTES / sizeof(R), NV = (N + V - 1) / V };
typedef R v __attribute__((vector_size(VBYTES)));
#ifdef __AVX512F__
static inline v vmin(v a, v b) { return sizeof(R) == 8 ? (v)_mm512_min_pd((__m512d)a, (__m512d)b) : (v)_mm512_min_ps((__m512)a, (__m512)b); }
static inline v vmax(v a, v b) { return sizeof(R) == 8 ? (v)_mm512_max_pd((__m512d)a, (__m512d)b) : (v)_mm512_max_ps((__m512)a, (__m512)b); }
static inline v nearest(v x) { return sizeof(R) == 8 ? (v)_mm512_roundscale_pd((__m512d)x, 8) : (v)_mm512_roundscale_ps((__m512)x, 8); }
static inline v scaled(v x, v k) { return sizeof(R) == 8 ? (v)_mm512_scalef_pd((__m512d)x, (__m512d)k) : (v)_mm512_scalef_ps((__m512)x, (__m512)k); }
#else
typedef int64_t i64 __attribute__((vector_size(VBYTES)));
typedef int32_t i32 __attribute__((vector_size(VBYTES)));
static inline v chosen(i64 mask, v a, v b) { return (v)((mask & (i64)a) | (~mask & (i64)b)); }
static inline v vmin(v a, v b) { return chosen((i64)(a < b), a, b); }
static inline v vmax(v a, v b) { return chosen((i64)(a > b), a, b); }
// The sum with 1.5 * 2^52 (2^23) has the nearest integer in its low bits; the barrier keeps -ffast-math from undoing it.
static inline v shifted(v x) {
  x += sizeof(R) == 8 ? (R)6755399441055744.0 : (R)12582912.0f;
#if defined(__x86_64__)
  __asm__("" : "+x"(x));
#elif defined(__aarch64__)
  __asm__("" : "+w"(x));
#endif
  return x;
}
static inline v nearest(v x) { return shifted(x) - (sizeof(R) == 8 ? (R)6755399441055744.0 : (R)12582912.0f); }
static inline v scaled(v x, v k) {
  if (sizeof(R) == 8) return x * (v)(((i64)shifted(k) + 1023) << 52);
  return x * (v)(((i32)shifted(k) + 127) << 23);
}
#endif
// 2^k p(r), |r| <= log(2) / 2: Taylor coefficients in double, minimax in single precision.
static inline v vexp(v x) {
  if (sizeof(R) == 8) {
    x = vmin(vmax(x, (v){} - (R)708), (v){} + (R)708);
    v k = nearest(x * (R)1.4426950408889634);
    v r = x - k * (R)6.93147180369123816490e-01; r = r - k * (R)1.90821492927058770002e-10;
    v p = (v){} + (R)2.08767569878680989792e-9;
    p = p * r + (R)2.50521083854417187751e-8; p = p * r + (R)2.75573192239858906526e-7; p = p * r + (R)2.75573192239858906526e-6;
    p = p * r + (R)2.48015873015873015873e-5; p = p * r + (R)1.98412698412698412698e-4; p = p * r + (R)1.38888888888888888889e-3;
    p = p * r + (R)8.33333333333333333333e-3; p = p * r + (R)4.16666666666666666667e-2; p = p * r + (R)1.66666666666666666667e-1;
    p = p * r + (R)0.5; p = p * r + (R)1; p = p * r + (R)1;
    return scaled(p, k);
  }
  x = vmin(vmax(x, (v){} - (R)87), (v){} + (R)88);
  v k = nearest(x * (R)1.44269504f);
  v r = x - k * (R)0.693359375f; r = r + k * (R)2.12194440e-4f;
  v p = (v){} + (R)1.9875691500E-4f; p = p * r + (R)1.3981999507E-3f; p = p * r + (R)8.3334519073E-3f;
  p = p * r + (R)4.1665795894E-2f; p = p * r + (R)1.6666665459E-1f; p = p * r + (R)5.0000001201E-1f;
  p = p * r * r + r + (R)1;
  return scaled(p, k);
}
static inline v vtanh(v x) { x = vmin(vmax(x, (v){} - (R)20), (v){} + (R)20);
  return (R)1 - (R)2 / (vexp(x + x) + (R)1); }
static v X[D][NV], Y[NV], M[NV];                 // inputs, target, row mask
static v Tn[H][NV];                              // hidden values
#if MODEL == 2
static v Y1[K][NV];                              // one-hot targets
#endif
static inline R hsum(v a) { R s = 0; for (int i = 0; i < V; i++) s += a[i]; return s; }
#if MODEL == 1
enum { P = D * H + H + H + 1 + 4 };
// theta: W1[d + D*h], b1[h], w2[h], b2, log v1, log vb, log v2, log sigma
static double lpgrad(const R *restrict th, R *restrict g) {
  const R *W = th, *b1 = th + D * H, *w2 = b1 + H, b2 = w2[H]; const R *hy = w2 + H + 1;
  R *gW = g, *gb1 = g + D * H, *gw2 = gb1 + H, *gb2 = gw2 + H, *gh = gb2 + 1;
  double v1 = exp(hy[0]), vb = exp(hy[1]), v2 = exp(hy[2]), sg = exp(hy[3]), is2 = 1 / (sg * sg);
  static v F[NV]; for (int n = 0; n < NV; n++) F[n] = (v){} + b2;
  for (int h = 0; h < H; h++) { const R *w = W + D * h;
    v wb[D]; for (int d = 0; d < D; d++) wb[d] = (v){} + w[d]; v bb = (v){} + b1[h], ww = (v){} + w2[h];
    for (int n = 0; n < NV; n++) { v a = bb; for (int d = 0; d < D; d++) a += wb[d] * X[d][n]; a = vtanh(a); Tn[h][n] = a; F[n] += ww * a; } }
  v ss = {}, sr = {}; for (int n = 0; n < NV; n++) { v r = (Y[n] - F[n]) * M[n]; ss += r * r; F[n] = r * (R)is2; sr += F[n]; }
  double S = hsum(ss), lp = -N * (double)hy[3] - 0.5 * S * is2;
  double q1 = 0, qb = 0, q2 = 0; double i1 = 1 / v1, ib = 1 / vb, i2 = 1 / v2;
  for (int h = 0; h < H; h++) { v acc[D]; for (int d = 0; d < D; d++) acc[d] = (v){}; v ab = {}, aw = {}; v ww = (v){} + w2[h];
    for (int n = 0; n < NV; n++) { v t = Tn[h][n], r = F[n]; aw += r * t; v da = r * ww * ((R)1 - t * t); ab += da;
      for (int d = 0; d < D; d++) acc[d] += da * X[d][n]; }
    for (int d = 0; d < D; d++) { R w = W[D * h + d]; gW[D * h + d] = hsum(acc[d]) - (R)i1 * w; q1 += (double)w * w; }
    gb1[h] = hsum(ab) - (R)ib * b1[h]; qb += (double)b1[h] * b1[h]; gw2[h] = hsum(aw) - (R)i2 * w2[h]; q2 += (double)w2[h] * w2[h]; }
  *gb2 = hsum(sr) - b2; lp -= 0.5 * b2 * b2;
  lp += -0.5 * D * H * (double)hy[0] - 0.5 * q1 * i1 - 2.0 * hy[0] - 0.5 * i1;   // IG(2,.5) on log scale: -(a)log v - b/v
  lp += -0.5 * H * (double)hy[1] - 0.5 * qb * ib - 2.0 * hy[1] - 0.5 * ib;
  lp += -0.5 * H * (double)hy[2] - 0.5 * q2 * i2 - 2.0 * hy[2] - 0.04 * i2;
  lp += -0.5 * sg * sg + hy[3];
  gh[0] = -0.5 * D * H + 0.5 * q1 * i1 - 2 + 0.5 * i1; gh[1] = -0.5 * H + 0.5 * qb * ib - 2 + 0.5 * ib;
  gh[2] = -0.5 * H + 0.5 * q2 * i2 - 2 + 0.04 * i2; gh[3] = -N + S * is2 - sg * sg + 1;
  return lp;
}
#else
enum { P = D * H + H + H * K + K + 2, TB = 8 * 64 / VBYTES * 2 };   // TB vectors per row tile
// theta: W1[d + D*h], b1[h], W2[h + H*k], b2[k], log s1, log s2
static double lpgrad(const R *restrict th, R *restrict g) {
  const R *W = th, *b1 = th + D * H, *W2 = b1 + H, *b2 = W2 + H * K, *hy = b2 + K;
  R *gW = g, *gb1 = g + D * H, *gW2 = gb1 + H, *gb2 = gW2 + H * K, *gh = gb2 + K;
  static v AW[H][D], AB[H], A2[H][K], Bk[K]; memset(AW, 0, sizeof AW); memset(AB, 0, sizeof AB); memset(A2, 0, sizeof A2); memset(Bk, 0, sizeof Bk);
  double lp = 0;
  for (int n0 = 0; n0 < NV; n0 += TB) { int nb = NV - n0 < TB ? NV - n0 : TB; v L[K][TB], DA[TB];
    for (int k = 0; k < K; k++) for (int i = 0; i < nb; i++) L[k][i] = (v){} + b2[k];
    for (int h = 0; h < H; h++) { const R *w = W + D * h; v wb[D]; for (int d = 0; d < D; d++) wb[d] = (v){} + w[d];
      for (int i = 0; i < nb; i++) { int n = n0 + i; v a = (v){} + b1[h], c = {}; for (int d = 0; d < D; d += 2) { a += wb[d] * X[d][n]; c += wb[d + 1] * X[d + 1][n]; }
        Tn[h][n] = a + c; } }
    for (int h = 0; h < H; h++) { v u[K]; for (int k = 0; k < K; k++) u[k] = (v){} + W2[h + H * k];
      for (int i = 0; i < nb; i++) { v a = vtanh(Tn[h][n0 + i]); Tn[h][n0 + i] = a; for (int k = 0; k < K; k++) L[k][i] += u[k] * a; } }
    v ls = {}, sp = (v){} + (R)1;
    for (int i = 0; i < nb; i++) { int n = n0 + i; v m = L[0][i]; for (int k = 1; k < K; k++) m = vmax(L[k][i], m);
      v e[K], s = {}; for (int k = 0; k < K; k++) { e[k] = vexp(L[k][i] - m); s += e[k]; }
      for (int k = 0; k < K; k++) ls += Y1[k][n] * (L[k][i] - m);
      sp *= M[n] * s + ((R)1 - M[n]);                                     // product of at most TB factors in [1, K]
      v is = M[n] / s; for (int k = 0; k < K; k++) L[k][i] = Y1[k][n] - e[k] * is;
      for (int k = 0; k < K; k++) Bk[k] += L[k][i]; }
    lp += hsum(ls); for (int j = 0; j < V; j++) lp -= log((double)sp[j]);
    for (int h = 0; h < H; h++) { v ab = {}, a2[K]; for (int k = 0; k < K; k++) a2[k] = (v){};
      for (int i = 0; i < nb; i++) { v t = Tn[h][n0 + i], da = {}; for (int k = 0; k < K; k++) { a2[k] += L[k][i] * t; da += W2[h + H * k] * L[k][i]; }
        da *= (R)1 - t * t; ab += da; DA[i] = da; }
      AB[h] += ab; for (int k = 0; k < K; k++) A2[h][k] += a2[k];
      v acc[D]; for (int d = 0; d < D; d++) acc[d] = AW[h][d];
      for (int i = 0; i < nb; i++) { v da = DA[i]; for (int d = 0; d < D; d++) acc[d] += da * X[d][n0 + i]; }
      for (int d = 0; d < D; d++) AW[h][d] = acc[d]; } }
  double s1 = exp(hy[0]), s2 = exp(hy[1]), i1 = 1 / s1, i2 = 1 / s2, q1 = 0, q2 = 0, qb = 0;
  for (int h = 0; h < H; h++) { for (int d = 0; d < D; d++) { R w = W[D * h + d]; gW[D * h + d] = hsum(AW[h][d]) - (R)copysign(i1, w); q1 += fabs((double)w); }
    gb1[h] = hsum(AB[h]) - b1[h]; qb += (double)b1[h] * b1[h];
    for (int k = 0; k < K; k++) { R w = W2[h + H * k]; gW2[h + H * k] = hsum(A2[h][k]) - (R)copysign(i2, w); q2 += fabs((double)w); } }
  for (int k = 0; k < K; k++) { gb2[k] = hsum(Bk[k]) - b2[k]; qb += (double)b2[k] * b2[k]; }
  lp += -0.5 * qb - D * H * (double)hy[0] - q1 * i1 - 3.0 * hy[0] - i1 - H * K * (double)hy[1] - q2 * i2 - 3.0 * hy[1] - i2;
  gh[0] = -D * H + q1 * i1 - 3 + i1; gh[1] = -H * K + q2 * i2 - 3 + i2;
  return lp;
}
#endif
static double now(void) { struct timespec t; clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t); return t.tv_sec + 1e-9 * t.tv_nsec; }
static int read_rows(const char *folder) {
  char path[4096], line[4096];
  snprintf(path, sizeof path, "%s/" FILE_, folder);
  FILE *f = fopen(path, "r");
  if (!f || !fgets(line, sizeof line, f)) return 1;
  for (int n = 0; n < N; n++) {
    if (!fgets(line, sizeof line, f)) return 1;
    char *p = line;
    for (int d = 0; d < D; d++) { ((R *)X[d])[n] = strtod(p, &p); p++; }
    double y = strtod(p, &p);
    ((R *)Y)[n] = y; ((R *)M)[n] = 1;
#if MODEL == 2
    ((R *)Y1[(int)y - 1])[n] = 1;
#endif
  }
  fclose(f);
  return 0;
}
