import { emitElementwise } from '../../../src/backend/wasm/elementwise/elementwise.js';
import type { Lanes } from '../../../src/backend/elementwise/float-format.js';
import { Module } from '../../../src/backend/wasm/encoder/index.js';
import { webAssembly } from '../../../src/backend/wasm/web-assembly.js';

/** Room for the arrays of one operand or of the result, in bytes. */
const ROOM = 65536;

type Values = readonly number[];

/** A primitive as vector code over arrays; operands and result are rounded to the lanes. */
export function vectorFunction(
  op: string,
  lanes: Lanes,
  relaxed: boolean,
  arity = 1,
): (...operands: readonly Values[]) => number[] {
  const limits = { initial: arity + 1, maximum: arity + 1, shared: true };
  const module = new Module();
  module.importMemory('host', 'memory', limits);
  module.defineFunction(
    { parameters: ['i32'], results: [] },
    (code) => {
      const at = code.parameter(0);
      const operands = Array.from({ length: arity }, (_, k) => {
        code.get(at).load('v128.load', k * ROOM);
        return code.keep('v128');
      });
      code.get(at);
      emitElementwise(code, op, lanes, { relaxed }, operands);
      code.store('v128.store', arity * ROOM);
    },
    'f',
  );
  const engine = webAssembly()!;
  const memory = new engine.Memory(limits);
  const { exports } = new engine.Instance(new engine.Module(module.encode()), {
    host: { memory },
  });
  const width = lanes === 'f64x2' ? 8 : 4;
  const view = (k: number) =>
    lanes === 'f64x2'
      ? new Float64Array(memory.buffer, k * ROOM, ROOM / width)
      : new Float32Array(memory.buffer, k * ROOM, ROOM / width);
  return (...operands) => {
    operands.forEach((values, k) => {
      view(k).set(values);
    });
    const count = operands[0]!.length;
    for (let at = 0; at < count * width; at += 16) exports['f']!(at);
    return [...view(arity).subarray(0, count)];
  };
}
