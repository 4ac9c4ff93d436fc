import { BOX_MULLER, LOG_TWO } from '../../../base/random/bulk.js';
import { split } from '../../elementwise/logarithm.js';
import type { Term, Variable, VectorCode } from '../../elementwise/vector-code.js';
import { vector, WasmVectorCode } from '../elementwise/wasm-vector-code.js';
import type { Code, FunctionIndex, FunctionLibrary } from '../encoder/index.js';
import { VectorXoshiro } from './xoshiro256.js';

/** (states, out, end): addresses of the states, of the array, and of the end of its last whole round. */
const FILL_TYPE = { parameters: ['i32', 'i32', 'i32'], results: [] } as const;
/** Bytes of a round. */
export const UNIFORM_ROUND = 16;
export const NORMAL_ROUND = 32;

/** What `fillUniforms` does, to the bit. */
export function uniformsFunction(library: FunctionLibrary): FunctionIndex {
  return library.once('fillUniforms', FILL_TYPE, (code) => {
    writeRounds(code, UNIFORM_ROUND, (v, generator) => [uniform(v, vector(generator.next()))]);
  });
}

/** What `fillNormals` does, to the bit. */
export function normalsFunction(library: FunctionLibrary): FunctionIndex {
  return library.once('fillNormals', FILL_TYPE, (code) => {
    writeRounds(code, NORMAL_ROUND, normalPair);
  });
}

function writeRounds(
  code: Code,
  bytes: number,
  round: (v: VectorCode, generator: VectorXoshiro) => readonly Term[],
): void {
  const [at, end] = [code.parameter(1), code.parameter(2)];
  const generator = new VectorXoshiro(code, code.parameter(0));
  const v = new WasmVectorCode(code, 'f64x2', { relaxed: false });
  const done = code.block();
  const again = code.loop();
  code.get(at, end).op('i32.ge_u').brIf(done);
  round(v, generator).forEach((values, k) => {
    code.get(at);
    v.push(values);
    code.store('v128.store', 16 * k);
  });
  code.get(at).i32(bytes).op('i32.add').set(at).br(again);
  code.end().end();
  v.release();
  generator.save();
}

/** 1 and the upper 52 bits behind its point. */
function aboveOne(v: VectorCode, bits: Variable): Term {
  return v.bitwise('or', v.shift('shr_u', bits, 12), v.bits(v.format.bitsOfOne));
}

function uniform(v: VectorCode, bits: Variable): Term {
  return v.sub(aboveOne(v, bits), v.constant(1 - 2 ** -53));
}

function logUniform(v: VectorCode, bits: Variable): Term {
  const { k, m } = split(v, uniform(v, bits), v.constant(2 ** 52 + 1023));
  const f = v.keep(v.sub(m, v.constant(1)));
  const s = v.keep(v.div(f, v.add(f, v.constant(2))));
  const z = v.keep(v.mul(s, s));
  const bent = v.nmadd(v.polynomial(BOX_MULLER.logarithm, z), z, f);
  const small = v.add(v.nmadd(bent, s, v.mul(k, v.constant(LOG_TWO[1]))), f);
  return v.madd(k, v.constant(LOG_TWO[0]), small);
}

function normalPair(v: VectorCode, generator: VectorXoshiro): readonly Term[] {
  const squared = v.mul(logUniform(v, vector(generator.next())), v.constant(-2));
  const radius = v.keep(v.unary('sqrt', squared));
  const bits = vector(generator.next());
  const t = v.keep(v.sub(aboveOne(v, bits), v.constant(1.5)));
  const z = v.keep(v.mul(t, t));
  const square = v.keep(v.mul(z, z));
  const sine = v.keep(v.mul(v.mul(v.polynomial(BOX_MULLER.sine, z, square), t), radius));
  const size = v.mul(v.polynomial(BOX_MULLER.cosine, z, square), radius);
  const cosine = v.keep(v.bitwise('xor', size, v.shift('shl', bits, 63)));
  const second = v.bits(2n);
  const exchanged = v.integer('eq', v.bitwise('and', bits, second), second);
  const difference = v.bitwise('and', v.bitwise('xor', sine, cosine), exchanged);
  const exchange = v.keep(difference);
  return [v.bitwise('xor', cosine, exchange), v.bitwise('xor', sine, exchange)];
}
