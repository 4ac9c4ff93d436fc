/**
 * Loads and stores: `ld_xy` makes a vector for lanes of type x from elements of type y, `st_xy` stores one; d and s are
 * double and single, p a pair of double vectors. With `n` they touch the first n elements alone, the other lanes are 0.
 */
export const MEMORY_FUNCTIONS = `
INLINE D ld_dd(const double *p) { return *(const Du *)p; }
INLINE S ld_ss(const float *p) { return *(const Su *)p; }
INLINE D ld_ds(const float *p) { return widen(*(const Hu *)p); }
INLINE P ld_pd(const double *p) { return (P){ld_dd(p), ld_dd(p + DW)}; }
INLINE P ld_ps(const float *p) { return pair(ld_ss(p)); }
INLINE S ld_sd(const double *p) { return narrow(ld_pd(p)); }
INLINE void st_dd(double *p, D x) { *(Du *)p = x; }
INLINE void st_ss(float *p, S x) { *(Su *)p = x; }
INLINE void st_ds(float *p, D x) { *(Hu *)p = __builtin_convertvector(x, H); }
INLINE void st_pd(double *p, P x) { st_dd(p, x.a); st_dd(p + DW, x.b); }
INLINE void st_ps(float *p, P x) { st_ss(p, narrow(x)); }
INLINE void st_sd(double *p, S x) { st_pd(p, pair(x)); }
INLINE D ldn_dd(const double *p, int n) { D x = {0}; __builtin_memcpy(&x, p, 8 * n); return x; }
INLINE S ldn_ss(const float *p, int n) { S x = {0}; __builtin_memcpy(&x, p, 4 * n); return x; }
INLINE D ldn_ds(const float *p, int n) { H x = {0}; __builtin_memcpy(&x, p, 4 * n); return widen(x); }
INLINE P ldn_pd(const double *p, int n) {
  if (n <= DW) return (P){ldn_dd(p, n), (D){0}};
  return (P){ld_dd(p), ldn_dd(p + DW, n - DW)};
}
INLINE P ldn_ps(const float *p, int n) { return pair(ldn_ss(p, n)); }
INLINE S ldn_sd(const double *p, int n) { return narrow(ldn_pd(p, n)); }
INLINE void stn_dd(double *p, D x, int n) { __builtin_memcpy(p, &x, 8 * n); }
INLINE void stn_ss(float *p, S x, int n) { __builtin_memcpy(p, &x, 4 * n); }
INLINE void stn_ds(float *p, D x, int n) { H y = __builtin_convertvector(x, H); __builtin_memcpy(p, &y, 4 * n); }
INLINE void stn_pd(double *p, P x, int n) {
  if (n <= DW) { stn_dd(p, x.a, n); return; }
  st_dd(p, x.a);
  stn_dd(p + DW, x.b, n - DW);
}
INLINE void stn_ps(float *p, P x, int n) { stn_ss(p, narrow(x), n); }
INLINE void stn_sd(double *p, S x, int n) { stn_pd(p, pair(x), n); }
`;
