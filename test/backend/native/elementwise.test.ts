import { describe } from 'vitest';
import { targetOf } from '../../../src/backend/native/target.js';
import { objectText } from '../../../src/backend/native/text/object.js';
import { systemToolchain } from '../../../src/backend/native/toolchain/system-toolchain.js';
import type { Access, Loop, Schedule } from '../../../src/backend/schedule/schedule.js';
import { input } from '../../../src/expression/index.js';
import { primitiveOf } from '../../../src/expression/primitives/index.js';
import { describeAccuracy } from '../elementwise/accuracy.js';
import { OPS, describeSpecialValues } from '../elementwise/special-values.js';
import type { VectorFunctions } from '../elementwise/vector-functions.js';
import { missingCompiler } from './compiler-at-hand.js';

/** Elements of each operand and of the result, in doubles. */
const ROOM = 4104;
const MOST_OPERANDS = 3;

type Type = Loop['type'];

const access = (number: number, type: Type): Access => ({
  place: {
    constant: undefined,
    offset: (type === 'f64' ? 1 : 2) * ROOM * number,
    size: ROOM,
    type,
  },
  ...{ strides: [1], tile: 0 },
});

/** A loop that applies a primitive to operands in the arena; its length is no multiple of any vector's. */
function loopOf(op: string, type: Type): Loop {
  const primitive = primitiveOf(op);
  const arity = primitive.kind === 'elementwise' ? primitive.arity : 0;
  const operands = Array.from({ length: arity }, (_, load) => ({ kind: 'load', load }) as const);
  const value = { kind: 'result', instruction: 0 } as const;
  return {
    ...{ kind: 'loop', extents: [ROOM - 5], type, instructions: [{ op, operands }] },
    loads: operands.map(({ load }) => access(load, type)),
    stores: [{ value, to: access(MOST_OPERANDS, type) }],
    reductions: [],
  };
}

/** All primitives in one program; the kernels between them, which do nothing, keep each a segment of its own. */
function nativeFunctions(contracts: boolean): VectorFunctions {
  const toolchain = systemToolchain();
  const types = ['f64', 'f32'] as const;
  const keys = OPS.flatMap((op) => types.map((type) => ({ op, type })));
  const pause = {
    kind: 'kernel',
    node: input('pause', []),
    inputs: [],
    output: access(0, 'f64').place,
  } as const;
  const schedule: Schedule = {
    ...{ preparation: [], constants: [], inputs: new Map(), outputs: [] },
    steps: keys.flatMap(({ op, type }) => [loopOf(op, type), pause]),
    arenaSize: ROOM * (MOST_OPERANDS + 1),
  };
  const { text } = objectText([schedule], targetOf(toolchain.macros(), contracts)!);
  const object = toolchain.load(text, { contracts });
  const arena = new Float64Array(schedule.arenaSize);
  const functions = object.bind(0, arena, []);
  const singles = new Float32Array(arena.buffer, arena.byteOffset, 2 * arena.length);
  return (op, lanes) => {
    const type = lanes === 'f64x2' ? 'f64' : 'f32';
    const run = functions[keys.findIndex((key) => key.op === op && key.type === type)]!;
    const at = (number: number) =>
      type === 'f64' ? arena.subarray(number * ROOM) : singles.subarray(2 * number * ROOM);
    return (...operands) => {
      operands.forEach((values, number) => {
        at(number).set(values);
      });
      run();
      return [...at(MOST_OPERANDS).subarray(0, operands[0]!.length)];
    };
  };
}

const missing = missingCompiler();

describe.skipIf(missing !== undefined)(
  `native code${missing === undefined ? '' : `: ${missing}`}`,
  () => {
    if (missing !== undefined) return;
    for (const contracts of [true, false]) {
      const name = contracts ? 'fused' : 'reproducible';
      const functions = nativeFunctions(contracts);
      describeAccuracy(name, functions);
      describeSpecialValues(name, functions);
    }
  },
);
