import type { Diagnostic } from '../../base/diagnostic.js';
import { diagnostic } from '../../base/message.js';
import type { Fills } from '../../base/random/bulk.js';
import type { Node } from '../../expression/node.js';
import type { Backend, Executable, SharedData } from '../backend.js';
import { Compilations } from '../compilations.js';
import { BACKEND_MESSAGES } from '../messages.js';
import { buildSchedule } from '../schedule/build-schedule.js';
import type { ElementType } from '../schedule/schedule.js';
import { WasmMemory } from '../wasm/memory.js';
import { agree } from './self-check.js';
import { targetOf, type Target } from './target.js';
import { objectText } from './text/object.js';
import { lanesOf } from './text/vector-types.js';
import { systemToolchain } from './toolchain/system-toolchain.js';
import { ToolchainFailure, type Toolchain } from './toolchain/toolchain.js';
import { instantiate, nativeRuns, replacedRuns, type Arena, type Unit } from './unit.js';

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
  const backend = new NativeBackend(options);
  const { fills } = options;
  return {
    name: 'native',
    ...(fills && { fills }),
    share: () => backend.share(),
    compile: (outputs, changing, precision) => backend.compile(outputs, changing, precision),
  };
}

/** What is compiled waits until something is run: then all that waits becomes one object, which a compiler builds soonest. */
class NativeBackend {
  private readonly memory: WasmMemory;
  private readonly toolchain: Toolchain;
  private readonly compiled = new Compilations<Unit>();
  private waiting: Unit[] = [];
  private fallback: Backend | undefined;

  constructor(private readonly options: NativeOptions) {
    this.memory = new WasmMemory(options.shared);
    this.toolchain = options.toolchain ?? systemToolchain();
  }

  share(): SharedData {
    return this.fallback?.share?.() ?? this.memory.share();
  }

  compile(
    outputs: readonly Node[],
    changing?: ReadonlySet<string>,
    precision = this.options.precision,
  ): Executable {
    if (this.fallback !== undefined) return this.fallback.compile(outputs, changing, precision);
    const unit = this.orFallBack(() =>
      this.compiled.of(outputs, changing, precision, () =>
        this.newUnit(outputs, changing, precision),
      ),
    );
    if (unit === undefined) return this.fallback!.compile(outputs, changing, precision);
    return instantiate(unit, this.memory, (arena) => this.runs(unit, arena));
  }

  private newUnit(
    outputs: readonly Node[],
    changing: ReadonlySet<string> | undefined,
    precision: ElementType,
  ): Unit {
    const lanes = lanesOf(precision, this.target());
    const schedule = buildSchedule(outputs, {
      ...{ tiled: true, precision, lanes },
      ...(changing && { changing }),
    });
    const constants = schedule.constants.map((constant) => this.memory.place(constant));
    const unit: Unit = { outputs, changing, precision, schedule, constants, code: 'awaited' };
    this.waiting.push(unit);
    return unit;
  }

  private target(): Target {
    const target = targetOf(this.toolchain.macros(), !this.options.reproducible);
    if (target !== undefined) return target;
    throw new ToolchainFailure('the compiler is for an unknown processor');
  }

  private runs(unit: Unit, arena: Arena) {
    if (unit.code === 'awaited') this.buildWaiting();
    const { outputs, changing, precision, code } = unit;
    if (typeof code !== 'string') return nativeRuns(unit, code, this.memory, arena);
    return replacedRuns(this.fallback!.compile(outputs, changing, precision), arena);
  }

  private buildWaiting(): void {
    const units = this.waiting;
    this.waiting = [];
    const built = this.orFallBack(() => {
      this.build(units);
      return true;
    });
    if (built === undefined) for (const unit of units) unit.code = 'replaced';
  }

  /** Builds, loads and checks. */
  private build(units: readonly Unit[]): void {
    const schedules = units.map(({ schedule }) => schedule);
    const { text, programs } = objectText(schedules, this.target());
    const object = this.toolchain.load(text, { contracts: !this.options.reproducible });
    const other = this.options.fallback(this.memory.share());
    units.forEach((unit, number) => {
      const code = { object, number, program: programs[number]! };
      const own = instantiate(unit, this.memory, (arena) =>
        nativeRuns(unit, code, this.memory, arena),
      );
      const pair = [own, other.compile(unit.outputs, unit.changing, unit.precision)] as const;
      if (!agree(unit.outputs, pair, unit.precision)) {
        throw new ToolchainFailure(`its results differ from those of the ${other.name} backend`);
      }
      unit.code = code;
    });
  }

  /** Undefined where it failed: from then on the fallback compiles, and whoever asked is told so. */
  private orFallBack<T>(work: () => T): T | undefined {
    try {
      return work();
    } catch (error) {
      if (!(error instanceof ToolchainFailure)) throw error;
      if (this.fallback !== undefined) return undefined;
      this.fallback = this.options.fallback(this.memory.share());
      const values = { fallback: this.fallback.name, reason: error.reason };
      this.options.notify(diagnostic(BACKEND_MESSAGES.noNativeCode, values), error.reason);
      return undefined;
    }
  }
}
