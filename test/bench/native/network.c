// Native yardstick of workloads A and B: the log density and gradient of network.h.
//   cc -O3 -march=native -ffast-math -DREAL=double -DMODEL=1 network.c -o A64 -lm && ./A64 data-folder seconds
// MODEL 1 is A (400 rows, 8 inputs, 50 units), 2 is B (1000, 20, 30, 3 classes); REAL is double or float.
// Prints a JSON object: the log density, the norm of the gradient and its product with cos(1), cos(2), ... at
// 0.3 sin(1.7 i + 1), i = 0, 1, ...; then CPU microseconds a gradient, one number a batch.
#include "network.h"

int main(int count, char **words) {
  static R th[P], g[P];
  if (count < 3 || read_rows(words[1])) return 1;
  double budget = atof(words[2]), norm = 0, product = 0, once = 1e9;
  for (int i = 0; i < P; i++) th[i] = 0.3 * sin(i * 1.7 + 1);
  double lp = lpgrad(th, g);
  for (int i = 0; i < P; i++) { norm += (double)g[i] * g[i]; product += g[i] * cos(i + 1.0); }
  printf("{\"logDensity\":%.12g,\"norm\":%.12g,\"product\":%.12g,\"microseconds\":[", lp, sqrt(norm), product);
  volatile double sink = 0;
  for (int i = 0; i < 20; i++) { double t = now(); sink += lpgrad(th, g); t = now() - t; if (t < once) once = t; }
  int repeats = budget / 8 / once + 1;
  for (int b = 0; b < 8; b++) {
    double t = now();
    for (int i = 0; i < repeats; i++) { th[0] += (R)1e-7; sink += lpgrad(th, g); }
    printf("%s%.4f", b ? "," : "", (now() - t) / repeats * 1e6);
  }
  printf("]}\n");
  return 0;
}
