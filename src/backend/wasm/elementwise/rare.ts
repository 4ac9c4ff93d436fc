import type { FunctionIndex, FunctionLibrary, Local } from '../encoder/index.js';
import { erf } from './error-function.js';
import { digamma, lgamma, trigamma } from './gamma-function.js';
import { pow } from './power.js';
import { cos, sin } from './trigonometric.js';
import { VectorCode, type Machine, type Term } from './vector-code.js';

/** Primitives too long to stand inline: functions over two doubles. */
const RARE: Readonly<Record<string, (v: VectorCode, a: Local, b: Local) => Term>> = {
  cos,
  digamma,
  erf,
  lgamma,
  pow,
  sin,
  trigamma,
};

const UPPER_HALF = [8, 9, 10, 11, 12, 13, 14, 15];
const LOWER_HALF = [0, 1, 2, 3, 4, 5, 6, 7];

export function isRare(op: string): boolean {
  return op in RARE;
}

/** The module's function of a rare primitive, written the first time. */
function rareFunction(
  library: FunctionLibrary,
  op: string,
  machine: Machine,
  arity: number,
): FunctionIndex {
  const type = { parameters: new Array<'v128'>(arity).fill('v128'), results: ['v128'] } as const;
  return library.once(`${op}:${String(machine.relaxed)}`, type, (code) => {
    const v = new VectorCode(code, 'f64x2', machine);
    const a = code.parameter(0);
    v.push(RARE[op]!(v, a, arity > 1 ? code.parameter(1) : a));
    v.release();
  });
}

/** A call for each vector; single precision goes through double and back. */
export function callRare(v: VectorCode, op: string, operands: readonly Local[]): Term {
  const { code, lanes, machine } = v;
  const index = rareFunction(code.library, op, machine, operands.length);
  if (lanes === 'f64x2') {
    return () => code.get(...operands).call(index);
  }
  return () => {
    for (const local of operands) code.get(local).op('f64x2.promote_low_f32x4');
    code.call(index).op('f32x4.demote_f64x2_zero');
    for (const local of operands) {
      code
        .get(local, local)
        .shuffle(...UPPER_HALF, ...UPPER_HALF)
        .op('f64x2.promote_low_f32x4');
    }
    code.call(index).op('f32x4.demote_f64x2_zero');
    code.shuffle(...LOWER_HALF, ...LOWER_HALF.map((byte) => byte + 16));
  };
}
