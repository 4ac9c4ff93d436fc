import type { FunctionIndex, FunctionLibrary, Local } from '../encoder/index.js';
import { RARE } from '../../elementwise/functions.js';
import type { Term } from '../../elementwise/vector-code.js';
import { WasmVectorCode, vector, type Machine } from './wasm-vector-code.js';

const UPPER_HALF = [8, 9, 10, 11, 12, 13, 14, 15];
const LOWER_HALF = [0, 1, 2, 3, 4, 5, 6, 7];

/** The module's function of a rare primitive, written the first time. */
function rareFunction(
  library: FunctionLibrary,
  op: string,
  machine: Machine,
  arity: number,
): FunctionIndex {
  const type = { parameters: new Array<'v128'>(arity).fill('v128'), results: ['v128'] } as const;
  return library.once(`${op}:${String(machine.relaxed)}`, type, (code) => {
    const v = new WasmVectorCode(code, 'f64x2', machine);
    const a = vector(code.parameter(0));
    v.push(RARE.get(op)!(v, a, arity > 1 ? vector(code.parameter(1)) : a, a));
    v.release();
  });
}

/** A call for each vector; single precision goes through double and back. */
export function callRare(v: WasmVectorCode, op: string, operands: readonly Local[]): Term {
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
