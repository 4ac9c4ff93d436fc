import type { Diagnostic } from '../../base/diagnostic.js';
import { diagnostic } from '../../base/message.js';
import type { Fills } from '../../base/random/bulk.js';
import type { Node } from '../../expression/node.js';
import type { Backend, Executable, SharedData } from '../backend.js';
import { Compilations } from '../compilations.js';
import { bindKernel } from '../kernel.js';
import { BACKEND_MESSAGES } from '../messages.js';
import { buildSchedule } from '../schedule/build-schedule.js';
import type { ElementType, Schedule } from '../schedule/schedule.js';
import { WasmMemory } from '../wasm/memory.js';
import { agree } from './self-check.js';
import { targetOf } from './target.js';
import { programOf, type Program, type Segment } from './text/program.js';
import { lanesOf } from './text/vector-types.js';
import { systemToolchain } from './toolchain/system-toolchain.js';
import { ToolchainFailure, type LoadedProgram, type Toolchain } from './toolchain/toolchain.js';

export interface NativeOptions {
  /** Of what is computed for every row and unit; sums and densities are always f64. */
  readonly precision: ElementType;
  /** The same bits from every compiler: no product and sum is rounded once. */
  readonly reproducible: boolean;
  /** Runs, on the same data, what cannot be built here, and is what native code is checked against. */
  readonly fallback: (shared: SharedData) => Backend;
  /** Told once, if the fallback is used, why. */
  readonly notify: (diagnostic: Diagnostic, reason: string) => void;
  /** Data of another thread's. */
  readonly shared?: SharedData | undefined;
  /** Bulk draws by other code than the plain one. */
  readonly fills?: Fills | undefined;
  readonly toolchain?: Toolchain;
}

/** Native code by way of C and the compiler of the system; the fallback where there is none, or it cannot be trusted. */
export function createNativeBackend(options: NativeOptions): Backend {
  const memory = new WasmMemory(options.shared);
  const { notify, fills, toolchain = systemToolchain() } = options;
  const compiled = new Compilations<Unit>();
  const setting = { ...options, toolchain, memory };
  let fallback: Backend | undefined;
  return {
    name: 'native',
    ...(fills && { fills }),
    share: () => fallback?.share?.() ?? memory.share(),
    compile(outputs, changing) {
      if (fallback !== undefined) return fallback.compile(outputs, changing);
      try {
        const unit = compiled.of(outputs, changing, () => compileUnit(outputs, changing, setting));
        return instantiate(unit, memory);
      } catch (error) {
        if (!(error instanceof ToolchainFailure)) throw error;
        fallback = options.fallback(memory.share());
        const values = { fallback: fallback.name, reason: error.reason };
        notify(diagnostic(BACKEND_MESSAGES.noNativeCode, values), error.reason);
        return fallback.compile(outputs, changing);
      }
    },
  };
}

type Setting = Pick<NativeOptions, 'precision' | 'reproducible' | 'fallback'> & {
  readonly toolchain: Toolchain;
  readonly memory: WasmMemory;
};

/** Code that any number of chains may run, each on an arena of its own. */
interface Unit {
  readonly schedule: Schedule;
  /** Byte address of each constant. */
  readonly constants: readonly number[];
  readonly program: Program;
  readonly loaded: LoadedProgram;
}

/** Builds, loads and checks. */
function compileUnit(
  outputs: readonly Node[],
  changing: ReadonlySet<string> | undefined,
  { precision, reproducible, toolchain, memory, fallback }: Setting,
): Unit {
  const contracts = !reproducible;
  const target = targetOf(toolchain.macros(), contracts);
  if (target === undefined) throw new ToolchainFailure('the compiler is for an unknown processor');
  const schedule = buildSchedule(outputs, {
    ...{ tiled: true, precision, lanes: lanesOf(precision, target) },
    ...(changing && { changing }),
  });
  const program = programOf(schedule, target);
  const loaded = toolchain.load(program.text, { contracts });
  const constants = schedule.constants.map((constant) => memory.place(constant));
  const unit = { schedule, constants, program, loaded };
  const other = fallback(memory.share());
  const pair = [instantiate(unit, memory), other.compile(outputs, changing)] as const;
  if (agree(outputs, pair, precision)) return unit;
  throw new ToolchainFailure(`its results differ from those of the ${other.name} backend`);
}

function instantiate(
  { schedule, constants, program, loaded }: Unit,
  memory: WasmMemory,
): Executable {
  const base = memory.allocate(schedule.arenaSize * 8);
  const doubles = memory.views(base, constants);
  // Memory has whole cache lines, so that a view of doubles reaches whatever its type.
  const arena = memory.doubles(base, schedule.arenaSize);
  const functions = loaded.bind(
    arena,
    constants.map((start) => memory.doubles(start, 1)),
  );
  const runner = (segments: readonly Segment[]) => {
    const calls = segments.map((segment) =>
      typeof segment === 'number' ? functions[segment]! : bindKernel(segment, doubles),
    );
    // The functions hold addresses: whoever can run them must hold the memory.
    const held = { calls, functions, arena };
    return () => {
      for (const call of held.calls) call();
    };
  };
  const refresh = runner(program.preparation);
  refresh();
  return {
    inputs: new Map([...schedule.inputs].map(([name, place]) => [name, doubles(place)])),
    outputs: schedule.outputs.map(doubles),
    refresh,
    run: runner(program.steps),
  };
}
