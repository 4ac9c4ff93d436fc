import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import wabt from 'wabt';
import {
  Module,
  type Code,
  type FunctionType,
  type Operation,
  type ValueType,
} from '../../../../src/backend/wasm/encoder/index.js';
import { Bytes } from '../../../../src/backend/wasm/encoder/bytes.js';
import {
  LANE_ACCESSES,
  LOADS,
  STORES,
} from '../../../../src/backend/wasm/encoder/memory-opcodes.js';
import {
  SATURATING_OPCODES,
  SCALAR_OPCODES,
} from '../../../../src/backend/wasm/encoder/scalar-opcodes.js';
import {
  LANE_OPCODES,
  VECTOR_OPCODES,
} from '../../../../src/backend/wasm/encoder/vector-opcodes.js';
import { webAssembly } from '../../../../src/backend/wasm/web-assembly.js';

const engine = webAssembly()!;
const { readWasm } = await wabt();
const FEATURES = { simd: true, threads: true, relaxed_simd: true };

/** The text of a valid module. */
function disassemble(module: Module): string {
  const read = readWasm(module.encode(), FEATURES);
  try {
    // Its declaration leaves the features out.
    (read.validate as (features: typeof FEATURES) => void).call(read, FEATURES);
    return read.toText({});
  } finally {
    read.destroy();
  }
}

/** The exported function `f` of these types, beside a memory. */
function compiled(
  parameters: readonly ValueType[],
  results: readonly ValueType[],
  write: (code: Code) => void,
) {
  const limits = { initial: 2, maximum: 2, shared: true };
  const module = new Module();
  module.importMemory('host', 'memory', limits);
  module.defineFunction({ parameters, results }, write, 'f');
  const memory = new engine.Memory(limits);
  const { exports } = new engine.Instance(new engine.Module(module.encode()), {
    host: { memory },
  });
  return { f: exports['f']!, memory };
}

type Named = [text: string, write: (code: Code) => void];

const NOTHING: FunctionType = { parameters: [], results: [] };

describe('the encoder of WebAssembly', () => {
  it('gives every instruction the code of its name', () => {
    const plain = [SCALAR_OPCODES, SATURATING_OPCODES, VECTOR_OPCODES].flatMap<Named>((table) =>
      keys<Partial<Record<Operation, number>>>(table).map<Named>((name) => [
        name,
        (code) => code.op(name),
      ]),
    );
    const instructions: Named[] = [
      ...plain,
      ...keys(LANE_OPCODES).map<Named>((name) => [`${name} 1`, (code) => code.lane(name, 1)]),
      ...keys(LOADS).map<Named>((name) => [`${name} offset=8`, (code) => code.load(name, 8)]),
      ...keys(STORES).map<Named>((name) => [`${name} offset=8`, (code) => code.store(name, 8)]),
      ...keys(LANE_ACCESSES).map<Named>((name) => [
        `${name} offset=8 1`,
        (code) => code.accessLane(name, 1, 8),
      ]),
    ];
    for (const [text, instruction] of instructions) {
      const module = new Module();
      module.importMemory('host', 'memory', { initial: 1, maximum: 65536, shared: true });
      module.defineFunction(NOTHING, (code) => {
        code.op('unreachable');
        instruction(code);
        code.op('unreachable');
      });
      const lines = disassemble(module)
        .split('\n')
        .map((line) => line.replace(/\)+$/, '').trim());
      expect(lines, text).toContain(text);
    }
  });

  it('writes integers as LEB128, at the edges of every length', () => {
    for (let bits = 1; bits <= 32; bits++) {
      for (const value of [2 ** bits - 2, 2 ** bits - 1, 2 ** (bits - 1)]) {
        const bytes = [...new Bytes().unsigned(value).written()];
        expect(bytes.reduce((sum, byte, i) => sum + (byte & 127) * 128 ** i, 0)).toBe(value);
        expect(bytes.findIndex((byte) => byte < 128)).toBe(bytes.length - 1);
        expect(bytes.length).toBe(Math.max(1, Math.ceil((Math.floor(Math.log2(value)) + 1) / 7)));
      }
    }
  });

  it('takes constants of every type as they are', () => {
    fc.assert(
      fc.property(
        fc.integer(),
        fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
        (n, long) => {
          expect(compiled([], ['i32'], (code) => code.i32(n)).f()).toBe(n);
          expect(compiled([], ['i64'], (code) => code.i64(long)).f()).toBe(long);
        },
      ),
    );
    fc.assert(
      fc.property(fc.double(), fc.double(), fc.float(), (low, high, single) => {
        const { f, memory } = compiled([], [], (code) => {
          code.i32(0).f64(low).store('f64.store');
          code.i32(8).f32(single).store('f32.store');
          code.i32(16).f64x2(low, high).store('v128.store');
          code.i32(32).f32x4(single).store('v128.store');
        });
        f();
        expect(new Float64Array(memory.buffer)[0]).toBe(low);
        expect([...new Float64Array(memory.buffer).slice(2, 4)]).toEqual([low, high]);
        const singles = new Float32Array(memory.buffer);
        expect([singles[2], ...singles.slice(8, 12)]).toEqual(new Array(5).fill(single));
      }),
    );
  });

  it('keeps lanes, shuffles and integer vectors in order', () => {
    const { f, memory } = compiled([], [], (code) => {
      code.i32(0).i64x2(1n, -1n).store('v128.store');
      code.i32(16).i32x4(-7).store('v128.store');
      code.i32(32).f64x2(1, 2).f64x2(3, 4);
      code.shuffle(8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23);
      code.store('v128.store');
      code.i32(48).i32(32).load('v128.load').accessLane('v128.store64_lane', 1);
    });
    f();
    expect([...new BigInt64Array(memory.buffer, 0, 2)]).toEqual([1n, -1n]);
    expect([...new Int32Array(memory.buffer, 16, 4)]).toEqual([-7, -7, -7, -7]);
    expect([...new Float64Array(memory.buffer, 32, 3)]).toEqual([2, 3, 3]);
  });

  it('addresses all of 4 GiB', () => {
    const module = new Module();
    module.importMemory('host', 'memory', { initial: 65536, maximum: 65536, shared: true });
    module.defineFunction({ parameters: [], results: ['f64'] }, (code) => {
      code.i32(0xfffffff8).load('f64.load').i32(0).load('f64.load', 0xfffffff0).op('f64.add');
    });
    const text = disassemble(module);
    expect(text).toContain('i32.const -8');
    expect(text).toContain('offset=4294967280');
    expect(text).toContain('(memory (;0;) 65536 65536 shared)');
  });

  it('branches out of nested blocks and loops by label', () => {
    const collatz = compiled(['i32'], ['i32'], (code) => {
      const n = code.parameter(0);
      const steps = code.local('i32');
      const done = code.block();
      const again = code.loop();
      code.get(n).i32(1).op('i32.eq').brIf(done);
      code.get(steps).i32(1).op('i32.add').set(steps);
      code.get(n).i32(1).op('i32.and').if('i32');
      code.get(n).i32(3).op('i32.mul').i32(1).op('i32.add');
      code.else().get(n).i32(1).op('i32.shr_u').end();
      code.set(n).br(again).end().end();
      code.get(steps);
    });
    expect([1, 2, 3, 27].map((n) => collatz.f(n))).toEqual([0, 1, 7, 111]);
  });

  it('calls imports, functions defined later, and library functions written once', () => {
    const module = new Module();
    const unary: FunctionType = { parameters: ['f64'], results: ['f64'] };
    const sine = module.importFunction('host', 'sine', unary);
    const later = module.declareFunction(unary);
    let written = 0;
    const twice = (code: Code) => {
      written++;
      code.get(code.parameter(0)).f64(2).op('f64.mul');
    };
    const useTwice = (code: Code) => code.call(code.library.once('twice', unary, twice));
    module.defineFunction(
      unary,
      (code) => {
        code.get(code.parameter(0)).call(later);
        useTwice(code);
        useTwice(code);
      },
      'f',
    );
    module.define(later, (code) => code.get(code.parameter(0)).call(sine));
    const { exports } = new engine.Instance(new engine.Module(module.encode()), {
      host: { sine: Math.sin },
    });
    expect(exports['f']!(1)).toBe(4 * Math.sin(1));
    expect(written).toBe(1);
    expect(disassemble(module).match(/\(type \(/g)).toHaveLength(1);
  });

  it('gives variables of mixed types, and freed ones again', () => {
    const { f } = compiled(['f64'], ['f64'], (code) => {
      const first = code.local('i32');
      const double = code.local('f64');
      const second = code.local('i32');
      expect([first.index, double.index, second.index]).toEqual([1, 2, 3]);
      code.free(first);
      expect(code.local('f64')).not.toBe(first);
      expect(code.local('i32')).toBe(first);
      expect(() => {
        code.free(double, double);
      }).toThrow('freed twice');
      code.i32(3).set(first).i32(4).set(second).get(code.parameter(0)).set(double);
      code.get(first, second).op('i32.add').op('f64.convert_i32_s').get(double).op('f64.mul');
    });
    expect(f(0.5)).toBe(3.5);
  });

  it('refuses what would not be a module', () => {
    const module = new Module();
    const index = module.declareFunction(NOTHING);
    expect(() => module.encode()).toThrow('has no body');
    expect(() => module.importFunction('host', 'f', NOTHING)).toThrow('imports come before');
    expect(() => {
      module.define(index, (code) => code.block());
    }).toThrow('left open');
    expect(() => {
      module.define(index, (code) => code.end());
    }).toThrow('no block');
    expect(() => {
      module.define(index, (code) => {
        const closed = code.block();
        code.end().br(closed);
      });
    }).toThrow('closed block');
    module.define(index, () => undefined);
    expect(() => {
      module.define(index, () => undefined);
    }).toThrow('cannot be defined');
    expect(engine.validate(module.encode())).toBe(true);
  });
});

function keys<T extends object>(table: T): (keyof T & string)[] {
  return Object.keys(table) as (keyof T & string)[];
}
