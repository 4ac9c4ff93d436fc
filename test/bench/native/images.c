// Native yardstick of workload IMAGES: 256 images of 28 x 28, convolution 3 x 3 to 8 filters, relu, greatest of 2 x 2,
// convolution 3 x 3 to 16 filters, relu, greatest of 2 x 2, 10 classes; log density (normalising constants left out) and
// gradient, N(0, 1) priors. Plain loops, channels innermost, image by image, one thread; the compiler vectorises.
//   cc -O3 -march=native -ffast-math -DREAL=double images.c -o IMAGES -lm && ./IMAGES unused seconds
// Prints a JSON object like big.c, the gradient being that of the three arrays of weights, at weights 0.3 sin(1.3 i),
// 0.1 sin(0.7 i) and 0.2 sin(0.9 i), biases 0.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <math.h>
#include <time.h>
typedef REAL R;
enum { N = 256, S = 28, K3 = 3, C1 = 8, S1 = 26, P1 = 13, C2 = 16, S2 = 11, P2 = 5, D = P2 * P2 * C2, K = 10 };
static R X[N][S][S]; static int y[N];
static R w1[K3][K3][C1], b1[C1], w2[K3][K3][C1][C2], b2[C2], w3[D][K], b3[K];
static R t2[K3][K3][C2][C1]; // w2 turned, so that channels are innermost in its adjoint as well
static R g1[K3][K3][C1], gb1[C1], g2[K3][K3][C1][C2], gb2[C2], g3[D][K], gb3[K];
static R a1[S1][S1][C1], d1[S1][S1][C1], p1[P1][P1][C1], e1[P1][P1][C1];
static R a2[S2][S2][C2], d2[S2][S2][C2], p2[P2][P2][C2], e2[P2][P2][C2];
static unsigned char from1[P1][P1][C1], from2[P2][P2][C2];
static double now(void) { struct timespec t; clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t); return t.tv_sec + 1e-9 * t.tv_nsec; }

static double image(const R (*x)[S], int label) {
  for (int i = 0; i < S1; i++) for (int j = 0; j < S1; j++) {
    R s[C1]; for (int c = 0; c < C1; c++) s[c] = b1[c];
    for (int u = 0; u < K3; u++) for (int v = 0; v < K3; v++)
      for (int c = 0; c < C1; c++) s[c] += x[i + u][j + v] * w1[u][v][c];
    for (int c = 0; c < C1; c++) a1[i][j][c] = s[c] > 0 ? s[c] : 0;
  }
  for (int i = 0; i < P1; i++) for (int j = 0; j < P1; j++) for (int c = 0; c < C1; c++) {
    R m = a1[2 * i][2 * j][c]; int k = 0;
    for (int q = 1; q < 4; q++) { R a = a1[2 * i + q / 2][2 * j + q % 2][c]; if (a > m) { m = a; k = q; } }
    p1[i][j][c] = m; from1[i][j][c] = k;
  }
  for (int i = 0; i < S2; i++) for (int j = 0; j < S2; j++) {
    R s[C2]; for (int c = 0; c < C2; c++) s[c] = b2[c];
    for (int u = 0; u < K3; u++) for (int v = 0; v < K3; v++) for (int l = 0; l < C1; l++) {
      R a = p1[i + u][j + v][l];
      for (int c = 0; c < C2; c++) s[c] += a * w2[u][v][l][c];
    }
    for (int c = 0; c < C2; c++) a2[i][j][c] = s[c] > 0 ? s[c] : 0;
  }
  for (int i = 0; i < P2; i++) for (int j = 0; j < P2; j++) for (int c = 0; c < C2; c++) {
    R m = a2[2 * i][2 * j][c]; int k = 0;
    for (int q = 1; q < 4; q++) { R a = a2[2 * i + q / 2][2 * j + q % 2][c]; if (a > m) { m = a; k = q; } }
    p2[i][j][c] = m; from2[i][j][c] = k;
  }
  const R *h = &p2[0][0][0]; R *gh = &e2[0][0][0], l[K], e[K], m, sum = 0;
  for (int k = 0; k < K; k++) l[k] = b3[k];
  for (int d = 0; d < D; d++) for (int k = 0; k < K; k++) l[k] += h[d] * w3[d][k];
  m = l[0]; for (int k = 1; k < K; k++) m = l[k] > m ? l[k] : m;
  for (int k = 0; k < K; k++) { e[k] = exp(l[k] - m); sum += e[k]; }
  double lp = l[label] - m - log(sum);
  for (int k = 0; k < K; k++) { e[k] = (k == label) - e[k] / sum; gb3[k] += e[k]; }
  for (int d = 0; d < D; d++) {
    R s = 0;
    for (int k = 0; k < K; k++) { g3[d][k] += h[d] * e[k]; s += e[k] * w3[d][k]; }
    gh[d] = s;
  }
  memset(d2, 0, sizeof d2);
  for (int i = 0; i < P2; i++) for (int j = 0; j < P2; j++) for (int c = 0; c < C2; c++) {
    int q = from2[i][j][c]; d2[2 * i + q / 2][2 * j + q % 2][c] = p2[i][j][c] > 0 ? e2[i][j][c] : 0;
  }
  memset(e1, 0, sizeof e1);
  for (int i = 0; i < S2; i++) for (int j = 0; j < S2; j++) {
    const R *d = d2[i][j];
    for (int c = 0; c < C2; c++) gb2[c] += d[c];
    for (int u = 0; u < K3; u++) for (int v = 0; v < K3; v++) for (int l = 0; l < C1; l++) {
      R a = p1[i + u][j + v][l];
      for (int c = 0; c < C2; c++) g2[u][v][l][c] += a * d[c];
    }
    for (int u = 0; u < K3; u++) for (int v = 0; v < K3; v++) {
      R s[C1] = {0};
      for (int c = 0; c < C2; c++) for (int l = 0; l < C1; l++) s[l] += t2[u][v][c][l] * d[c];
      for (int l = 0; l < C1; l++) e1[i + u][j + v][l] += s[l];
    }
  }
  memset(d1, 0, sizeof d1);
  for (int i = 0; i < P1; i++) for (int j = 0; j < P1; j++) for (int c = 0; c < C1; c++) {
    int q = from1[i][j][c]; d1[2 * i + q / 2][2 * j + q % 2][c] = p1[i][j][c] > 0 ? e1[i][j][c] : 0;
  }
  for (int i = 0; i < S1; i++) for (int j = 0; j < S1; j++) {
    const R *d = d1[i][j];
    for (int c = 0; c < C1; c++) gb1[c] += d[c];
    for (int u = 0; u < K3; u++) for (int v = 0; v < K3; v++)
      for (int c = 0; c < C1; c++) g1[u][v][c] += x[i + u][j + v] * d[c];
  }
  return lp;
}

static double with_prior(const R *w, R *g, int count) {
  double q = 0;
  for (int i = 0; i < count; i++) { q += (double)w[i] * w[i]; g[i] = -w[i]; }
  return -0.5 * q;
}
#define PRIOR(w, g) with_prior((const R *)(w), (R *)(g), sizeof (w) / sizeof (R))

static double lpgrad(void) {
  double lp = PRIOR(w1, g1) + PRIOR(b1, gb1) + PRIOR(w2, g2) + PRIOR(b2, gb2) + PRIOR(w3, g3) + PRIOR(b3, gb3);
  for (int u = 0; u < K3; u++) for (int v = 0; v < K3; v++) for (int l = 0; l < C1; l++)
    for (int c = 0; c < C2; c++) t2[u][v][c][l] = w2[u][v][l][c];
  for (int n = 0; n < N; n++) lp += image((const R (*)[S])X[n], y[n]);
  return lp;
}

static double norm, product; static int place;
static void fill(void *w, size_t size, double scale, double step) {
  for (size_t i = 0; i < size / sizeof(R); i++) ((R *)w)[i] = scale * sin(i * step);
}
static void compare(const void *g, size_t size) {
  for (size_t i = 0; i < size / sizeof(R); i++) {
    double v = ((const R *)g)[i]; norm += v * v; product += v * cos(++place);
  }
}
int main(int count, char **words) {
  if (count < 3) return 1;
  unsigned s = 1;
  for (int i = 0; i < N * S * S; i++) { s = s * 1664525u + 1013904223u; (&X[0][0][0])[i] = (s >> 8) / (R)(1 << 24); }
  for (int n = 0; n < N; n++) { s = s * 1664525u + 1013904223u; y[n] = (s >> 16) % 10; }
  fill(w1, sizeof w1, 0.3, 1.3); fill(w2, sizeof w2, 0.1, 0.7); fill(w3, sizeof w3, 0.2, 0.9);
  double lp = lpgrad(), begun = now();
  compare(g1, sizeof g1); compare(g2, sizeof g2); compare(g3, sizeof g3);
  printf("{\"logDensity\":%.12g,\"norm\":%.12g,\"product\":%.12g,\"microseconds\":[", lp, sqrt(norm), product);
  for (int b = 0; b < 2 || now() - begun < atof(words[2]); b++) {
    double t = now(); lp = lpgrad(); printf("%s%.1f", b ? "," : "", (now() - t) * 1e6);
  }
  printf("]}\n");
  return 0;
}
