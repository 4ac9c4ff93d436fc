import type { Node } from '../../expression/node.js';
import type { Backend, Executable, SharedData } from '../backend.js';
import { Compilations } from '../compilations.js';
import { bindKernel } from '../kernel.js';
import { buildSchedule } from '../schedule/build-schedule.js';
import type { ElementType, Kernel, Schedule } from '../schedule/schedule.js';
import { emitSchedule } from './emit/emit-schedule.js';
import { WasmMemory } from './memory.js';
import { Modules } from './modules.js';
import { bulkFills } from './random/bulk-fills.js';
import { fillTrial, isLarge, pairsPay, trialNetwork, type PairingEngine } from './wide-vectors.js';
import { webAssembly, type CompiledModule } from './web-assembly.js';

export interface WasmOptions {
  /** Of what is computed for every row and unit; sums and densities are always f64. */
  readonly precision: ElementType;
  /** Multiply-add in one instruction; its rounding may differ between processors. */
  readonly relaxed: boolean;
  /** Whether pairs of vectors are joined; absent: tried at the first large model, where there is an engine to ask. */
  readonly wide?: boolean | undefined;
  readonly pairing?: PairingEngine | undefined;
  /** A memory of another thread's, with its data and code. */
  readonly shared?: SharedData | undefined;
}

/** WebAssembly with SIMD, written here and compiled by the engine in milliseconds. */
export function createWasmBackend(options: WasmOptions): Backend {
  const memory = new WasmMemory(options.shared);
  const modules = new Modules(options.shared?.modules);
  const compiled = new Compilations<Unit>();
  const pairs = new VectorPairs(options);
  const wideFor = (schedule: Schedule) => pairs.joined(schedule);
  return {
    name: 'wasm',
    fills: bulkFills(webAssembly()!),
    compile(outputs, changing, precision = options.precision) {
      const unit = compiled.of(outputs, changing, precision, () =>
        compileUnit(outputs, changing, { memory, modules }, { ...options, precision, wideFor }),
      );
      return instantiate(unit, memory);
    },
    decided: () => ({ wide: pairs.decided }),
    share: () => ({ ...memory.share(), modules: modules.share() }),
  };
}

/** Whether code is made for pairs of vectors: as settled, or as the first large model shows. */
class VectorPairs {
  private wide: boolean | undefined;

  constructor(private readonly options: WasmOptions) {
    const { wide, pairing } = options;
    // The bits are those of single vectors, so an engine without pairs can go on with a run that has them.
    this.wide = pairing?.able === true ? wide : false;
    if (this.wide === true) pairing!.pair(true);
  }

  get decided(): boolean {
    return this.wide === true;
  }

  joined(schedule: Schedule): boolean {
    if (this.wide === undefined && isLarge(schedule)) this.wide = this.probe();
    return this.decided;
  }

  private probe(): boolean {
    const outputs = trialNetwork();
    // Its own memory, so that the model's holds nothing of it.
    const memory = new WasmMemory();
    return pairsPay(this.options.pairing!, (wide) => {
      const unit = compileUnit(
        outputs,
        undefined,
        { memory, modules: new Modules() },
        {
          ...this.options,
          wideFor: () => wide,
        },
      );
      const executable = instantiate(unit, memory);
      fillTrial(executable.inputs);
      return executable;
    });
  }
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
  { memory, modules }: { readonly memory: WasmMemory; readonly modules: Modules },
  {
    precision,
    relaxed,
    wideFor,
  }: WasmOptions & { readonly wideFor: (schedule: Schedule) => boolean },
): Unit {
  const options = { tiled: true, precision, ...(changing && { changing }) };
  const schedule = buildSchedule(outputs, options);
  const constants = schedule.constants.map((constant) => memory.place(constant));
  const address = (constant: number) => constants[constant]!;
  const machine = { relaxed, wide: wideFor(schedule) };
  const { bytes, kernels } = emitSchedule(schedule, address, machine);
  return { schedule, constants, module: modules.of(bytes), kernels };
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
