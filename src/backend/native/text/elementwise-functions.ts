import { InvariantError } from '../../../base/diagnostic.js';
import { INLINE, RARE } from '../../elementwise/functions.js';
import { TWO_OVER_PI } from '../../elementwise/two-over-pi.js';
import type { Variable } from '../../elementwise/vector-code.js';
import type { ElementType } from '../../schedule/schedule.js';
import type { Target } from '../target.js';
import { CVectorCode } from './c-vector-code.js';
import { SUFFIX, VECTOR } from './vector-types.js';

/** Number of operands at most. */
const MOST = 3;

/** C functions of the elementwise primitives that a program uses, each written once. */
export class ElementwiseFunctions {
  private readonly written = new Map<string, string>();

  constructor(private readonly target: Target) {}

  /** The text of all that were called. */
  get text(): string {
    return [...this.written.values()].join('\n');
  }

  /** A call; `apart` where inlining is not worth its length. */
  call(op: string, type: ElementType, operands: readonly string[], apart: boolean): string {
    const name = this.functionName(op, type, operands.length, apart);
    return `${name}(${operands.join(', ')})`;
  }

  private functionName(op: string, type: ElementType, arity: number, apart: boolean): string {
    const rare = RARE.has(op);
    const name = `${apart || rare ? 'g' : 'f'}_${op}_${SUFFIX[type]}`;
    if (this.written.has(name)) return name;
    if (rare && type === 'f32') {
      const inner = this.functionName(op, 'f64', arity, true);
      this.written.set(name, throughDoubles(name, inner, arity));
    } else {
      if (op === 'sin' || op === 'cos') this.written.set('large', largeAngles(this.target));
      this.written.set(name, this.write(op, type, arity, name, apart || rare));
    }
    return name;
  }

  private write(
    op: string,
    type: ElementType,
    arity: number,
    name: string,
    apart: boolean,
  ): string {
    const write = INLINE.get(op) ?? RARE.get(op);
    if (write === undefined) throw new InvariantError(`${op} has no vector code`);
    const v = new CVectorCode(type === 'f64' ? 'f64x2' : 'f32x4', this.target, arity);
    const variables: Variable[] = Array.from({ length: arity }, (_, index) => ({
      index,
      type: 'v128',
    }));
    const [a, b = a, c = a] = variables;
    const result = v.text(write(v, a!, b!, c!));
    const parameters = variables.map(({ index }) => `${VECTOR[type]} v${String(index)}`).join(', ');
    const head = `${apart ? 'APART' : 'INLINE'} ${VECTOR[type]} ${name}(${parameters})`;
    return `${head} {\n${v.lines.join('\n')}\nreturn ${result};\n}`;
  }
}

function throughDoubles(name: string, inner: string, arity: number): string {
  const letters = ['x', 'y', 'z'].slice(0, Math.min(arity, MOST));
  const parameters = letters.map((letter) => `S ${letter}`).join(', ');
  const pairs = letters.map((letter) => `P p${letter} = pair(${letter});`).join(' ');
  const half = (part: 'a' | 'b') => `${inner}(${letters.map((l) => `p${l}.${part}`).join(', ')})`;
  return `APART S ${name}(${parameters}) { ${pairs} return narrow((P){${half('a')}, ${half('b')}}); }`;
}

/**
 * x >= 2^20 as n pi / 2 + r: the product of the mantissa with the bits of 2 / pi that matter, modulo 4. Source: Payne
 * and Hanek (1983), ACM SIGNUM Newsletter 18.
 */
function largeAngles({ vectorBytes }: Target): string {
  const table = TWO_OVER_PI.map((word) => `0x${word.toString(16)}ull`).join(', ');
  return `static const unsigned long long TWO_OVER_PI[] = {${table}};
static long long large_angle(double x, double *r) {
  typedef unsigned long long U;
  typedef unsigned __int128 W;
  U bits, window[3];
  __builtin_memcpy(&bits, &x, 8);
  U mantissa = (bits & 0xfffffffffffffull) | 0x10000000000000ull;
  U start = (bits >> 52) - (1075 - 62);
  const U *words = TWO_OVER_PI + (start >> 6);
  int shift = start & 63;
  for (int k = 0; k < 3; k++) window[k] = words[k] << shift | words[k + 1] >> 1 >> (63 - shift);
  W low = (W)mantissa * window[2];
  W middle = (W)mantissa * window[1] + (U)(low >> 64);
  U high = mantissa * window[0] + (U)(middle >> 64);
  U second = (U)middle, third = (U)low;
  U fraction = high << 2 | second >> 62;
  U rest = second << 2 | third >> 62;
  *r = ((double)(long long)fraction * 0x1p-64 + (double)rest * 0x1p-128) * 1.5707963267948966;
  if (x > 1.7976931348623157e308) *r = __builtin_nan("");
  return ((high >> 62) + (fraction >> 63)) & 3;
}
static __attribute__((noinline, noipa)) void replace_large_angles(double from, D size, D *n, D *r, D *tail) {
  LD count = (LD)*n;
  for (int i = 0; i < ${String(vectorBytes / 8)}; i++) {
    if (!(size[i] >= from)) continue;
    double rest;
    count[i] = large_angle(size[i] > 1.7976931348623157e308 ? 1e300 : size[i], &rest);
    (*r)[i] = size[i] > 1.7976931348623157e308 ? __builtin_nan("") : rest;
    (*tail)[i] = 0;
  }
  *n = (D)count;
}`;
}
