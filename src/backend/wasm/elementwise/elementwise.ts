import { InvariantError } from '../../../base/diagnostic.js';
import type { Code, Local } from '../encoder/index.js';
import { ARITHMETIC } from './arithmetic.js';
import { exp, expm1, sigmoid, tanh } from './exponential.js';
import type { Lanes } from './float-format.js';
import { log, log1p, softplus } from './logarithm.js';
import { callRare, isRare } from './rare.js';
import { VectorCode, type Machine, type Term } from './vector-code.js';

type Emitter = (v: VectorCode, a: Local, b: Local, c: Local) => Term;

const EMITTERS: ReadonlyMap<string, Emitter> = new Map(
  Object.entries<Emitter>({
    ...ARITHMETIC,
    exp: (v, a) => exp(v, a),
    expm1,
    log,
    log1p,
    sigmoid,
    softplus,
    tanh,
  }),
);

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
  const v = new VectorCode(code, lanes, machine);
  if (isRare(op)) {
    v.push(callRare(v, op, operands));
    return;
  }
  const emitter = EMITTERS.get(op);
  if (emitter === undefined) throw new InvariantError(`${op} has no vector code`);
  const [a, b = a, c = a] = operands;
  v.push(emitter(v, a!, b!, c!));
  v.release();
}
