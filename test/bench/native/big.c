// Native yardstick of workload BIG: 10000 rows, 784 inputs, 100 tanh, 10 classes; log density (normalising constants left
// out) and gradient, N(0, 1) priors.  OpenBLAS products, vectorised tanh, one thread.
//   cc -O3 -march=native -ffast-math -DREAL=double -DREALBITS=64 big.c -o BIG64 -lopenblas -lm && ./BIG64 unused seconds
// Prints a JSON object like network.c, the gradient being that of the hidden weights, at hidden weights 0.05 sin(1.3 i),
// output weights 0.2 sin(0.7 i), biases 0.
#include <stdio.h>
#include <stdlib.h>
#include <math.h>
#include <time.h>
#include <cblas.h>
typedef REAL R;
#define IS_DOUBLE (sizeof(R) == 8)
enum { N = 10000, D = 784, H = 100, K = 10 };
void openblas_set_num_threads(int);
static R *al(size_t n) { return aligned_alloc(64, (n * sizeof(R) + 63) / 64 * 64); }
static R *X, *A, *L, *W1, *b1, *W2, *b2, *gW1, *gb1, *gW2, *gb2; static int y[N];
static double now(void) { struct timespec t; clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t); return t.tv_sec + 1e-9 * t.tv_nsec; }
static double with_prior(const R *w, R *g, int count) {
  double q = 0;
  for (int i = 0; i < count; i++) { q += (double)w[i] * w[i]; g[i] -= w[i]; }
  return 0.5 * q;
}
static double lpgrad(void) {
#if REALBITS == 64
#define G cblas_dgemm
#else
#define G cblas_sgemm
#endif
  for (int n = 0; n < N; n++) for (int h = 0; h < H; h++) A[n * H + h] = b1[h];
  G(CblasRowMajor, CblasNoTrans, CblasNoTrans, N, H, D, 1, X, D, W1, H, 1, A, H);
#pragma GCC ivdep
  for (int i = 0; i < N * H; i++) A[i] = IS_DOUBLE ? tanh(A[i]) : tanhf(A[i]);
  for (int n = 0; n < N; n++) for (int k = 0; k < K; k++) L[n * K + k] = b2[k];
  G(CblasRowMajor, CblasNoTrans, CblasNoTrans, N, K, H, 1, A, H, W2, K, 1, L, K);
  double lp = 0; for (int k = 0; k < K; k++) gb2[k] = 0;
  for (int n = 0; n < N; n++) { R *l = L + n * K, m = l[0], s = 0, e[K]; for (int k = 1; k < K; k++) m = l[k] > m ? l[k] : m;
    for (int k = 0; k < K; k++) { e[k] = IS_DOUBLE ? exp(l[k] - m) : expf(l[k] - m); s += e[k]; }
    lp += l[y[n]] - m - log(s); for (int k = 0; k < K; k++) l[k] = -e[k] / s; l[y[n]] += 1; for (int k = 0; k < K; k++) gb2[k] += l[k]; }
  G(CblasRowMajor, CblasTrans, CblasNoTrans, H, K, N, 1, A, H, L, K, 0, gW2, K);
  static R *B; if (!B) B = al((size_t)N * H);
  G(CblasRowMajor, CblasNoTrans, CblasTrans, N, H, K, 1, L, K, W2, K, 0, B, H);
  for (int h = 0; h < H; h++) gb1[h] = 0;
  for (int n = 0; n < N; n++) for (int h = 0; h < H; h++) { R v = A[n * H + h]; v = B[n * H + h] * (1 - v * v); B[n * H + h] = v; gb1[h] += v; }
  G(CblasRowMajor, CblasTrans, CblasNoTrans, D, H, N, 1, X, D, B, H, 0, gW1, H);
  lp -= with_prior(W1, gW1, D * H) + with_prior(b1, gb1, H) + with_prior(W2, gW2, H * K) + with_prior(b2, gb2, K);
  return lp;
}
int main(int count, char **words) {
  if (count < 3) return 1;
  openblas_set_num_threads(1);
  X = al((size_t)N * D); A = al((size_t)N * H); L = al((size_t)N * K); W1 = al(D * H); gW1 = al(D * H); W2 = al(H * K); gW2 = al(H * K);
  b1 = al(H); gb1 = al(H); b2 = al(K); gb2 = al(K);
  unsigned s = 1;
  for (size_t i = 0; i < (size_t)N * D; i++) { s = s * 1664525u + 1013904223u; X[i] = (s >> 8) / (R)(1 << 24); }
  for (int n = 0; n < N; n++) { s = s * 1664525u + 1013904223u; y[n] = (s >> 16) % 10; }
  for (int i = 0; i < D * H; i++) W1[i] = 0.05 * sin(i * 1.3);
  for (int i = 0; i < H * K; i++) W2[i] = 0.2 * sin(i * 0.7);
  for (int i = 0; i < H; i++) b1[i] = 0;
  for (int i = 0; i < K; i++) b2[i] = 0;
  double lp = lpgrad(), norm = 0, product = 0, begun = now();
  for (int i = 0; i < D * H; i++) { norm += (double)gW1[i] * gW1[i]; product += gW1[i] * cos(i + 1.0); }
  printf("{\"logDensity\":%.12g,\"norm\":%.12g,\"product\":%.12g,\"microseconds\":[", lp, sqrt(norm), product);
  for (int b = 0; b < 2 || now() - begun < atof(words[2]); b++) {
    double t = now(); lp = lpgrad(); printf("%s%.1f", b ? "," : "", (now() - t) * 1e6);
  }
  printf("]}\n");
  return 0;
}
