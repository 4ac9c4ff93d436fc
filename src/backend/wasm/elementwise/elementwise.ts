import { InvariantError } from '../../../base/diagnostic.js';
import type { Lanes } from '../../elementwise/float-format.js';
import { INLINE, RARE } from '../../elementwise/functions.js';
import type { Code, Local } from '../encoder/index.js';
import { callRare } from './rare.js';
import { WasmVectorCode, vector, type Machine } from './wasm-vector-code.js';

/**
 * One elementwise primitive over vectors, its value left on the stack. No lane can trap, whatever it
 * holds, so padding is safe.
 */
export function emitElementwise(
  code: Code,
  op: string,
  lanes: Lanes,
  machine: Machine,
  operands: readonly Local[],
): void {
  const v = new WasmVectorCode(code, lanes, machine);
  if (RARE.has(op)) {
    v.push(callRare(v, op, operands));
    return;
  }
  const write = INLINE.get(op);
  if (write === undefined) throw new InvariantError(`${op} has no vector code`);
  const [a, b = a, c = a] = operands.map(vector);
  v.push(write(v, a!, b!, c!));
  v.release();
}
