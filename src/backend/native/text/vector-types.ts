import type { ElementType } from '../../schedule/schedule.js';
import type { Target } from '../target.js';

/** Names in the C text: vectors of doubles D, of floats S, pairs of D with as many lanes as S, halves of S with as many as D. */
export const VECTOR = { f64: 'D', f32: 'S' } as const;
/** Suffix of what comes for each type. */
export const SUFFIX = { f64: 'd', f32: 's' } as const;

export function lanesOf(type: ElementType, { vectorBytes }: Target): number {
  return vectorBytes / (type === 'f64' ? 8 : 4);
}

/** A number as C has it, to the bit. */
export function numberText(value: number, type: ElementType): string {
  const suffix = type === 'f32' ? 'f' : '';
  if (Number.isNaN(value)) return `__builtin_nan${suffix}("")`;
  const size = Math.abs(type === 'f32' ? Math.fround(value) : value);
  const negative = value < 0 || Object.is(value, -0);
  const digits = String(size);
  const text = Number.isFinite(size)
    ? `${/[.e]/.test(digits) ? digits : `${digits}.0`}${suffix}`
    : `__builtin_inf${suffix}()`;
  return negative ? `(-${text})` : text;
}

/** A vector of the same element in every lane. */
export function splat(element: string, type: ElementType, target: Target): string {
  const lanes = new Array<string>(lanesOf(type, target)).fill(element);
  return `(${VECTOR[type]}){${lanes.join(', ')}}`;
}

/** All ones in the first lanes, zeros in the others. */
export function firstLanes(count: number, type: ElementType, target: Target): string {
  const lanes = Array.from({ length: lanesOf(type, target) }, (_, i) => (i < count ? '-1' : '0'));
  return `(${type === 'f64' ? 'LD' : 'LS'}){${lanes.join(', ')}}`;
}

/** The vector types of a target and what every program uses of them. */
export function vectorTypes(target: Target): string {
  const { vectorBytes: bytes } = target;
  const [wide, narrow] = [lanesOf('f64', target), lanesOf('f32', target)];
  const numbered = (from: number, count: number) =>
    Array.from({ length: count }, (_, i) => String(from + i)).join(', ');
  const vector = (element: string, name: string, size: number = bytes) =>
    `typedef ${element} ${name} __attribute__((vector_size(${String(size)})));
typedef ${element} ${name}u __attribute__((vector_size(${String(size)}), aligned(4), may_alias));`;
  return `${vector('double', 'D')}
${vector('float', 'S')}
${vector('float', 'H', bytes / 2)}
typedef long long LD __attribute__((vector_size(${String(bytes)})));
typedef unsigned long long UD __attribute__((vector_size(${String(bytes)})));
typedef int LS __attribute__((vector_size(${String(bytes)})));
typedef unsigned US __attribute__((vector_size(${String(bytes)})));
typedef struct { D a, b; } P;
#define INLINE static inline __attribute__((always_inline, unused))
#define APART static __attribute__((noinline, noipa, unused))
#define DW ${String(wide)}
INLINE D widen(H x) { return __builtin_convertvector(x, D); }
INLINE P pair(S x) {
  return (P){widen(__builtin_shufflevector(x, x, ${numbered(0, wide)})),
    widen(__builtin_shufflevector(x, x, ${numbered(wide, wide)}))};
}
INLINE S narrow(P x) {
  return __builtin_shufflevector(__builtin_convertvector(x.a, H), __builtin_convertvector(x.b, H), ${numbered(0, narrow)});
}
INLINE double maximum(double x, double y) { return x > y || x != x ? x : y; }
INLINE P plus(P x, P y) { return (P){x.a + y.a, x.b + y.b}; }
INLINE P sel_p(LS m, P x) { return (P){${picked('a', 0, wide)}, ${picked('b', wide, wide)}}; }
INLINE D sel_d(LD m, D x, D y) { return (D)((m & (LD)x) | (~m & (LD)y)); }
INLINE S sel_s(LS m, S x, S y) { return (S)((m & (LS)x) | (~m & (LS)y)); }
`;
}

function picked(half: 'a' | 'b', from: number, count: number): string {
  const lanes = Array.from({ length: count }, (_, i) => `m[${String(from + i)}]`).join(', ');
  return `(D)((LD)x.${half} & (LD){${lanes}})`;
}
