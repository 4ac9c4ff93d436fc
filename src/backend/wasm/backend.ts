import type { Node } from '../../expression/node.js';
import type { Backend, Executable } from '../backend.js';
import { Compilations } from '../compilations.js';
import { bindKernel } from '../kernel.js';
import { buildSchedule } from '../schedule/build-schedule.js';
import type { ElementType, Kernel, Schedule } from '../schedule/schedule.js';
import { emitSchedule } from './emit/emit-schedule.js';
import { WasmMemory, type SharedMemory } from './memory.js';
import { bulkFills } from './random/bulk-fills.js';
import { webAssembly, type CompiledModule } from './web-assembly.js';

export interface WasmOptions {
  /** Of what is computed for every row and unit; sums and densities are always f64. */
  readonly precision: ElementType;
  /** Multiply-add in one instruction; its rounding may differ between processors. */
  readonly relaxed: boolean;
  /** A memory of another thread's, with its data. */
  readonly shared?: SharedMemory | undefined;
}

/** WebAssembly with SIMD, written here and compiled by the engine in milliseconds. */
export function createWasmBackend(options: WasmOptions): Backend {
  const memory = new WasmMemory(options.shared);
  const compiled = new Compilations<Unit>();
  return {
    name: 'wasm',
    fills: bulkFills(webAssembly()!),
    compile(outputs, changing) {
      const unit = compiled.of(outputs, changing, () =>
        compileUnit(outputs, changing, memory, options),
      );
      return instantiate(unit, memory);
    },
    share: () => memory.share(),
  };
}

/** Code that any number of chains may run, each on an arena of its own. */
interface Unit {
  readonly schedule: Schedule;
  /** Byte address of each constant. */
  readonly constants: readonly number[];
  readonly module: CompiledModule;
  readonly kernels: readonly Kernel[];
}

function compileUnit(
  outputs: readonly Node[],
  changing: ReadonlySet<string> | undefined,
  memory: WasmMemory,
  { precision, relaxed }: WasmOptions,
): Unit {
  const options = { tiled: true, precision, ...(changing && { changing }) };
  const schedule = buildSchedule(outputs, options);
  const constants = schedule.constants.map((constant) => memory.place(constant));
  const address = (constant: number) => constants[constant]!;
  const { bytes, kernels } = emitSchedule(schedule, address, { relaxed });
  const { Module } = webAssembly()!;
  return { schedule, constants, module: new Module(bytes), kernels };
}

function instantiate(
  { schedule, constants, module, kernels }: Unit,
  memory: WasmMemory,
): Executable {
  const base = memory.allocate(schedule.arenaSize * 8);
  const doubles = memory.views(base, constants);
  const bound = kernels.map((kernel) => bindKernel(kernel, doubles));
  const { Instance } = webAssembly()!;
  const { exports } = new Instance(module, {
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
