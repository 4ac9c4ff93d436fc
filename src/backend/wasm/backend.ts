import { InvariantError } from '../../base/diagnostic.js';
import type { Node } from '../../expression/node.js';
import { primitiveOf } from '../../expression/primitives/index.js';
import type { Backend, Executable } from '../backend.js';
import { buildSchedule } from '../schedule/build-schedule.js';
import type { ElementType, Kernel, Place, Schedule } from '../schedule/schedule.js';
import { emitSchedule } from './emit/emit-schedule.js';
import { WasmMemory } from './memory.js';
import { webAssembly } from './web-assembly.js';

export interface WasmOptions {
  /** Of what is computed for every row and unit; sums and densities are always f64. */
  readonly precision: ElementType;
  /** Multiply-add in one instruction; its rounding may differ between processors. */
  readonly relaxed: boolean;
}

/** WebAssembly with SIMD, written here and compiled by the engine in milliseconds. */
export function createWasmBackend({ precision, relaxed }: WasmOptions): Backend {
  const memory = new WasmMemory();
  return {
    name: 'wasm',
    compile(outputs: readonly Node[], changing) {
      const options = { tiled: true, precision, ...(changing && { changing }) };
      return compileSchedule(buildSchedule(outputs, options), memory, relaxed);
    },
  };
}

function compileSchedule(schedule: Schedule, memory: WasmMemory, relaxed: boolean): Executable {
  const constants = schedule.constants.map((constant) => memory.place(constant));
  const base = memory.allocate(schedule.arenaSize * 8);
  const address = (constant: number) => constants[constant]!;
  const { bytes, kernels } = emitSchedule(schedule, address, { relaxed });
  const doubles = ({ constant, offset, size, type }: Place) => {
    if (type === 'f32') throw new InvariantError('a place of f32 where f64 is needed');
    const start = constant === undefined ? base : constants[constant]!;
    return memory.doubles(start + offset * 8, size);
  };
  const bound = kernels.map((kernel) => bindKernel(kernel, doubles));
  const engine = webAssembly()!;
  const { exports } = new engine.Instance(new engine.Module(bytes), {
    env: { memory: memory.linear, kernel: (position: number) => bound[position]!() },
  });
  const run = exports.run!;
  const refresh = () => void exports.prepare!(base);
  refresh();
  return {
    inputs: new Map([...schedule.inputs].map(([name, place]) => [name, doubles(place)])),
    outputs: schedule.outputs.map(doubles),
    refresh,
    run: () => void run(base),
  };
}

function bindKernel(
  { node, inputs, output }: Kernel,
  view: (place: Place) => Float64Array,
): () => void {
  const primitive = primitiveOf(node.op);
  if (primitive.kind !== 'tensor') throw new InvariantError(`${node.op} is no kernel`);
  const given = inputs.map(view);
  const out = view(output);
  return () => {
    primitive.evaluate(node, given, out);
  };
}
