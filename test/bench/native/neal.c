// Neal's scheme for networks, as in his FBM (github.com/radfordneal/fbm; R. M. Neal, Bayesian Learning for Neural
// Networks, 1996, chapter 3 and appendix A), on workload A and the gradient of network.h. An iteration draws the variances
// and the noise given the weights, momenta afresh, and follows a trajectory in all weights; every weight has a step of its
// own, from the scales alone, times one factor; acceptance is between windows of states at the two ends (Neal 1994,
// J. Comput. Phys. 111, 194-203).
//   cc -O3 -march=native -ffast-math -DREAL=double -DMODEL=1 neal.c -o neal -lm
//   ./neal A data-folder models-folder cache-folder out.csv chains warmup draws [steps window factor [seed]]
// Writes a row a draw, after the chain's number; prints a JSON object: CPU seconds of all chains, and the acceptance.
#include "network.h"

enum { WEIGHTS = P - 4, LOG_V1 = WEIGHTS, LOG_VB, LOG_V2, LOG_SIGMA, ROWS = 20, COLUMNS = ROWS + 4 };

// xoshiro256++ (D. Blackman, S. Vigna 2021), its state from splitmix64.
static uint64_t words_[4];
static uint64_t rotated(uint64_t x, int k) { return x << k | x >> (64 - k); }
static uint64_t bits(void) {
  uint64_t *s = words_, out = rotated(s[0] + s[3], 23) + s[0], t = s[1] << 17;
  s[2] ^= s[0]; s[3] ^= s[1]; s[1] ^= s[2]; s[0] ^= s[3]; s[2] ^= t; s[3] = rotated(s[3], 45);
  return out;
}
static void seed(uint64_t x) {
  for (int i = 0; i < 4; i++) {
    uint64_t z = x += 0x9e3779b97f4a7c15u;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u; z = (z ^ z >> 27) * 0x94d049bb133111ebu;
    words_[i] = z ^ z >> 31;
  }
}
static double uniform(void) { return ((bits() >> 11) + 0.5) * 0x1p-53; }
static double normal(void) { return sqrt(-2 * log(uniform())) * cos(6.283185307179586 * uniform()); }
// G. Marsaglia, W. W. Tsang 2000; shape of at least 1, scale 1.
static double gamma_(double shape) {
  double d = shape - 1.0 / 3, c = 1 / sqrt(9 * d);
  for (;;) {
    double x = normal(), t = 1 + c * x, cube = t * t * t;
    if (t > 0 && log(uniform()) < 0.5 * x * x + d - d * cube + d * log(cube)) return d * cube;
  }
}

static R at[P], slope[P];                        // the state, in the coordinates of network.h; its gradient
static double momentum[WEIGHTS], step[WEIGHTS];
static double log_density;
static double square_of_inputs[D];               // sums over rows
static double new_rows[ROWS][D];
static int steps = 300, window_size = 10;
static double factor = 0.25;
static long accepted;

static double sum_of_squares(int from, int to) {
  double s = 0;
  for (int i = from; i < to; i++) s += at[i] * at[i];
  return s;
}

// Exact: the prior is an inverse gamma of shape 2.
static void draw_variance(int which, double scale, int from, int to) {
  at[which] = log((scale + 0.5 * sum_of_squares(from, to)) / gamma_(2 + 0.5 * (to - from)));
}

// The precision from what would be its law under a flat prior of sigma; the half-normal prior is left to acceptance.
static void draw_noise(void) {
  double old = exp(2 * at[LOG_SIGMA]);
  double residuals = (slope[LOG_SIGMA] + N + old - 1) * old;
  double proposed = 0.5 * residuals / gamma_(0.5 * (N - 1));
  if (log(uniform()) < 0.5 * (old - proposed)) at[LOG_SIGMA] = 0.5 * log(proposed);
}

// One over the root of a guess at the second derivative (appendix A): that of the prior, and that of the likelihood if
// weights had the squares that the scales say and no tanh were bent.
static void set_steps(void) {
  double v1 = exp(at[LOG_V1]), vb = exp(at[LOG_VB]), v2 = exp(at[LOG_V2]), precision = exp(-2 * at[LOG_SIGMA]);
  double hidden = vb, unit = v2 * precision;
  for (int d = 0; d < D; d++) hidden += v1 * square_of_inputs[d] / N;
  if (hidden > 1) hidden = 1;
  for (int h = 0; h < H; h++) {
    for (int d = 0; d < D; d++) step[D * h + d] = factor / sqrt(1 / v1 + square_of_inputs[d] * unit);
    step[D * H + h] = factor / sqrt(1 / vb + N * unit);
    step[D * H + H + h] = factor / sqrt(1 / v2 + N * hidden * precision);
  }
  step[D * H + 2 * H] = factor / sqrt(1 + N * precision);
}

static double energy(void) {
  double s = 0;
  for (int i = 0; i < WEIGHTS; i++) s += momentum[i] * momentum[i];
  return 0.5 * s - log_density;
}

// A state among those offered so far, in proportion to their probabilities.
typedef struct { double log_sum; R at[P], noise_slope; } window;
static void offer(window *w) {
  double one = -energy(), most = one > w->log_sum ? one : w->log_sum, least = one > w->log_sum ? w->log_sum : one;
  double sum = most + log1p(exp(least - most));
  if (log(uniform()) < one - sum) { memcpy(w->at, at, sizeof at); w->noise_slope = slope[LOG_SIGMA]; }
  w->log_sum = sum;
}
static void take(const window *w) { memcpy(at, w->at, sizeof at); slope[LOG_SIGMA] = w->noise_slope; }

// No trajectory is followed that passes such a state, from whichever of its states: it is far below any that is kept.
static const double HOPELESS = -1e6;
static int leapfrog(double direction) {
  for (int i = 0; i < WEIGHTS; i++) {
    momentum[i] += 0.5 * direction * step[i] * slope[i];
    at[i] += direction * step[i] * momentum[i];
  }
  log_density = lpgrad(at, slope);
  for (int i = 0; i < WEIGHTS; i++) momentum[i] += 0.5 * direction * step[i] * slope[i];
  return log_density > HOPELESS;
}

// The state stands at a place of the first window chosen at random: back to that window's begin, then to the other's end.
static void trajectory(void) {
  static window first, last, start;
  static R start_slope[P];
  static double start_momentum[WEIGHTS];
  first.log_sum = last.log_sum = -1e300; start.log_sum = -1e300;
  offer(&first); offer(&start);
  memcpy(start_slope, slope, sizeof slope); memcpy(start_momentum, momentum, sizeof momentum);
  int place = uniform() * window_size;
  for (int i = 0; i < place; i++) { if (!leapfrog(-1)) { take(&start); return; } offer(&first); }
  memcpy(at, start.at, sizeof at); memcpy(slope, start_slope, sizeof slope); memcpy(momentum, start_momentum, sizeof momentum);
  for (int i = place + 1; i <= steps; i++) {
    if (!leapfrog(1)) { take(&start); return; }
    if (i < window_size) offer(&first);
    if (i > steps - window_size) offer(&last);
  }
  int accept = log(uniform()) < last.log_sum - first.log_sum;
  accepted += accept;
  take(accept ? &last : &first);
}

static void iterate(int scales_too) {
  if (scales_too) {
    draw_variance(LOG_V1, 0.5, 0, D * H);
    draw_variance(LOG_VB, 0.5, D * H, D * H + H);
    draw_variance(LOG_V2, 0.04, D * H + H, D * H + 2 * H);
  }
  draw_noise();
  set_steps();
  for (int i = 0; i < WEIGHTS; i++) momentum[i] = normal();
  log_density = lpgrad(at, slope);
  trajectory();
}

// As his examples begin: weights of 0, standard deviations of 0.5, held while weights take twenty short trajectories.
static void begin(void) {
  int sampled_steps = steps, sampled_window = window_size;
  double sampled_factor = factor;
  memset(at, 0, sizeof at);
  for (int i = LOG_V1; i <= LOG_V2; i++) at[i] = 2 * log(0.5);
  at[LOG_SIGMA] = log(0.5);
  log_density = lpgrad(at, slope);
  steps = 100; window_size = 10; factor = 0.2;
  for (int i = 0; i < 20; i++) iterate(0);
  steps = sampled_steps; window_size = sampled_window; factor = sampled_factor;
}

static void record(double *row) {
  for (int n = 0; n < ROWS; n++) {
    row[n] = at[D * H + 2 * H];
    for (int h = 0; h < H; h++) {
      double a = at[D * H + h];
      for (int d = 0; d < D; d++) a += at[D * h + d] * new_rows[n][d];
      row[n] += at[D * H + H + h] * tanh(a);
    }
  }
  row[ROWS] = exp(at[LOG_SIGMA]);
  for (int i = 0; i < 3; i++) row[ROWS + 1 + i] = exp(at[LOG_V1 + i]);
}

static int read_data(const char *folder) {
  char path[4096], line[4096];
  if (read_rows(folder)) return 1;
  for (int d = 0; d < D; d++) for (int n = 0; n < N; n++) square_of_inputs[d] += ((R *)X[d])[n] * ((R *)X[d])[n];
  snprintf(path, sizeof path, "%s/A_test.csv", folder);
  FILE *f = fopen(path, "r");
  if (!f || !fgets(line, sizeof line, f)) return 1;
  for (int n = 0; n < ROWS; n++) {
    if (!fgets(line, sizeof line, f)) return 1;
    char *p = line;
    for (int d = 0; d < D; d++) { new_rows[n][d] = strtod(p, &p); p++; }
  }
  fclose(f);
  return 0;
}

static int write_draws(const char *path, const double *rows, int chains, int draws) {
  FILE *f = fopen(path, "w");
  if (!f) return 1;
  fprintf(f, "chain");
  for (int n = 0; n < ROWS; n++) fprintf(f, ",f[%d]", n + 1);
  fprintf(f, ",sigma,v1,vb,v2\n");
  for (long row = 0; row < (long)chains * draws; row++) {
    fprintf(f, "%ld", row / draws + 1);
    for (int i = 0; i < COLUMNS; i++) fprintf(f, ",%.9g", rows[row * COLUMNS + i]);
    fprintf(f, "\n");
  }
  return fclose(f);
}

int main(int count, char **words) {
  if (count < 9 || strcmp(words[1], "A") || read_data(words[2])) return 1;
  int chains = atoi(words[6]), warmup = atoi(words[7]), draws = atoi(words[8]);
  if (count > 11) { steps = atoi(words[9]); window_size = atoi(words[10]); factor = atof(words[11]); }
  if (2 * window_size > steps + 1) return 1;
  double *rows = malloc(sizeof(double) * COLUMNS * draws * chains), warming = 0, sampling = 0;
  long after_warmup = 0, all = (long)chains * draws;
  for (int chain = 0; chain < chains; chain++) {
    seed((count > 12 ? atol(words[12]) : 1) * 1000 + chain);
    double begun = now();
    begin();
    for (int i = 0; i < warmup; i++) iterate(1);
    double warm = now();
    accepted = 0;
    for (int i = 0; i < draws; i++) { iterate(1); record(rows + ((long)chain * draws + i) * COLUMNS); }
    after_warmup += accepted;
    warming += warm - begun; sampling += now() - warm;
  }
  if (write_draws(words[5], rows, chains, draws)) return 1;
  printf("{\"warmup\":%.6f,\"sampling\":%.6f,\"note\":\"%d:%d %g, %.0f%% accepted\"}\n", warming, sampling, steps, window_size,
         factor, 100.0 * after_warmup / all);
  return 0;
}
