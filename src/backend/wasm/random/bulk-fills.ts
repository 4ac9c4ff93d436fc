import type { Fill, Fills } from '../../../base/random/bulk.js';
import { Module } from '../encoder/index.js';
import type { ExportedFunction, WebAssemblyEngine } from '../web-assembly.js';
import { NORMAL_ROUND, normalsFunction, UNIFORM_ROUND, uniformsFunction } from './draws.js';

/** The array begins behind the states. */
const ARRAY = 64;
const LIMITS = { initial: 1, maximum: 1, shared: false };

/** Bulk draws by vector code, in one small memory, used by one thread. */
export function bulkFills(engine: WebAssemblyEngine): Fills {
  const module = new Module();
  module.importMemory('host', 'memory', LIMITS);
  module.export('uniforms', uniformsFunction(module));
  module.export('normals', normalsFunction(module));
  const memory = new engine.Memory(LIMITS);
  const { exports } = new engine.Instance(new engine.Module(module.encode()), {
    host: { memory },
  });
  const fill = (code: ExportedFunction, round: number): Fill => {
    const inside = new Int32Array(memory.buffer, 0, ARRAY / 4);
    const drawn = new Float64Array(memory.buffer, ARRAY);
    return (states, out) => {
      inside.set(states);
      for (let start = 0; start < out.length; start += drawn.length) {
        const count = Math.min(drawn.length, out.length - start);
        code(0, ARRAY, ARRAY + Math.ceil((8 * count) / round) * round);
        out.set(drawn.subarray(0, count), start);
      }
      states.set(inside);
    };
  };
  return {
    uniforms: fill(exports['uniforms']!, UNIFORM_ROUND),
    normals: fill(exports['normals']!, NORMAL_ROUND),
  };
}
