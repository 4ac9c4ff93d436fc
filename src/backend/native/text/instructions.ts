import type { ElementType } from '../../schedule/schedule.js';
import type { Target } from '../target.js';
import { lanesOf, splat, SUFFIX, VECTOR } from './vector-types.js';

const INTEGER = { f64: 'LD', f32: 'LS' } as const;
/** Rounding mode of an instruction, and the function of C. */
const ROUNDINGS = { nearest: [8, 'rint'], floor: [9, 'floor'], trunc: [11, 'trunc'] } as const;

/**
 * What C has no operator for: least and greatest as the processor has them, roots, roundings, sums over lanes. `fix_x`
 * is the identity behind which a product is not fused with a sum: some functions rest on its rounding.
 */
export function instructions(target: Target): string {
  return (['f64', 'f32'] as const).map((type) => ofType(type, target)).join('\n');
}

function ofType(type: ElementType, target: Target): string {
  const [v, x, i] = [VECTOR[type], SUFFIX[type], INTEGER[type]];
  const lanes = lanesOf(type, target);
  const { contracts, registerClass } = target;
  const barrier = contracts ? `__asm__("" : "+${registerClass}"(x)); ` : '';
  return `INLINE ${v} fix_${x}(${v} x) { ${barrier}return x; }
INLINE ${v} splat_${x}(${type === 'f64' ? 'double' : 'float'} x) { return ${splat('x', type, target)}; }
INLINE int any_${x}(${v} x) { ${i} m = (${i})x; return (${lanesText(lanes, ' | ')}) != 0; }
${extreme('least', '<', type, target)}
${extreme('most', '>', type, target)}
INLINE ${v} min_${x}(${v} a, ${v} b) {
  ${v} less = sel_${x}((a < b) | (a != a), a, b);
  return sel_${x}(a == b, (${v})((${i})a | (${i})b), less);
}
INLINE ${v} max_${x}(${v} a, ${v} b) {
  ${v} more = sel_${x}((a > b) | (a != a), a, b);
  return sel_${x}(a == b, (${v})((${i})a & (${i})b), more);
}
${rootAndRoundings(type, target)}
${overLanes(type, target)}`;
}

function lanesText(lanes: number, operator: string): string {
  return Array.from({ length: lanes }, (_, lane) => `m[${String(lane)}]`).join(operator);
}

/** a where it is less (or more) than b, else b: also where one of them is NaN. */
function extreme(name: string, operator: '<' | '>', type: ElementType, target: Target): string {
  const [v, x] = [VECTOR[type], SUFFIX[type]];
  const head = `INLINE ${v} ${name}_${x}(${v} a, ${v} b)`;
  if (target.instructions === 'none') {
    return `${head} { return sel_${x}(a ${operator} b, a, b); }`;
  }
  const op = `v${operator === '<' ? 'min' : 'max'}p${x}`;
  const { registerClass: r } = target;
  return `${head} { ${v} c; __asm__("${op} %2, %1, %0" : "=${r}"(c) : "${r}"(a), "${r}"(b)); return c; }`;
}

function rootAndRoundings(type: ElementType, target: Target): string {
  const [v, x] = [VECTOR[type], SUFFIX[type]];
  const { instructions: known, registerClass: r } = target;
  const lanewise = (name: string, call: string) =>
    `INLINE ${v} ${name}_${x}(${v} a) { ${v} c; for (int i = 0; i < ${String(lanesOf(type, target))}; i++) c[i] = ${call}(a[i]); return c; }`;
  const one = (name: string, op: string) =>
    `INLINE ${v} ${name}_${x}(${v} a) { ${v} c; __asm__("${op}%1, %0" : "=${r}"(c) : "${r}"(a)); return c; }`;
  const suffix = type === 'f32' ? 'f' : '';
  const round = known === 'avx512' ? 'vrndscalep' : 'vroundp';
  return [
    known === 'none' ? lanewise('sqrt', `__builtin_sqrt${suffix}`) : one('sqrt', `vsqrtp${x} `),
    ...Object.entries(ROUNDINGS).map(([name, [mode, call]]) =>
      known === 'none'
        ? lanewise(name, `__builtin_${call}${suffix}`)
        : one(name, `${round}${x} $${String(mode)}, `),
    ),
  ].join('\n');
}

/** Sum (of doubles) and greatest element, halving: the same bits whatever the compiler. */
function overLanes(type: ElementType, target: Target): string {
  const x = SUFFIX[type];
  const tree = (from: number, count: number): string =>
    count === 1
      ? `x[${String(from)}]`
      : `maximum(${tree(from, count / 2)}, ${tree(from + count / 2, count / 2)})`;
  const lanes = lanesOf(type, target);
  const most = `INLINE double hmax_${x}(${VECTOR[type]} x) { return ${tree(0, lanes)}; }`;
  if (type === 'f32') return most;
  return `INLINE double hsum_d(D x) { ${sumByHalves(lanes)} }
INLINE double hsum_p(P x) { return hsum_d(x.a + x.b); }
${most}`;
}

/** Lane i is added to lane i + half, again and again. */
function sumByHalves(lanes: number): string {
  const steps: string[] = [];
  let [name, count] = ['x', lanes];
  for (; count > 2; count /= 2) {
    const half = count / 2;
    const part = (from: number) => {
      const indices = Array.from({ length: half }, (_, i) => String(from + i)).join(', ');
      return `__builtin_shufflevector(${name}, ${name}, ${indices})`;
    };
    const type = `double __attribute__((vector_size(${String(8 * half)})))`;
    steps.push(
      `typedef ${type} V${String(half)}; V${String(half)} x${String(half)} = ${part(0)} + ${part(half)};`,
    );
    name = `x${String(half)}`;
  }
  return `${steps.join(' ')} return ${name}[0] + ${name}[1];`;
}
