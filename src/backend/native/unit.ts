import type { Node } from '../../expression/node.js';
import type { Executable } from '../backend.js';
import { bindKernel } from '../kernel.js';
import type { ElementType, Schedule } from '../schedule/schedule.js';
import type { WasmMemory } from '../wasm/memory.js';
import type { Program, Segment } from './text/program.js';
import type { LoadedObject } from './toolchain/toolchain.js';

/** A program in an object that is loaded. */
export interface Built {
  readonly object: LoadedObject;
  /** Of the program in the object. */
  readonly number: number;
  readonly program: Program;
}

/** Code that any number of chains may run, each on an arena of its own; built when something first runs. */
export interface Unit {
  readonly outputs: readonly Node[];
  readonly changing: ReadonlySet<string> | undefined;
  readonly precision: ElementType;
  readonly schedule: Schedule;
  /** Byte address of each constant. */
  readonly constants: readonly number[];
  code: Built | 'awaited' | 'replaced';
}

type Runs = Pick<Executable, 'refresh' | 'run'>;

/** The unit on an arena of its own. `start` gives what runs there, when it is first asked to. */
export function instantiate(
  { schedule, constants }: Unit,
  memory: WasmMemory,
  start: (arena: Arena) => Runs,
): Executable {
  const base = memory.allocate(schedule.arenaSize * 8);
  const view = memory.views(base, constants);
  const inputs = new Map([...schedule.inputs].map(([name, place]) => [name, view(place)]));
  const outputs = schedule.outputs.map(view);
  let runs: Runs | undefined;
  const begun = () => {
    runs = start({ base, inputs, outputs });
    runs.refresh();
    return runs;
  };
  return {
    ...{ inputs, outputs },
    refresh() {
      if (runs === undefined) begun();
      else runs.refresh();
    },
    run() {
      (runs ?? begun()).run();
    },
  };
}

/** Where an executable's values lie. */
export interface Arena extends Pick<Executable, 'inputs' | 'outputs'> {
  /** Byte address. */
  readonly base: number;
}

/** The functions of a built program on an arena. */
export function nativeRuns(
  { schedule, constants }: Unit,
  { object, number, program }: Built,
  memory: WasmMemory,
  { base }: Arena,
): Runs {
  const doubles = memory.views(base, constants);
  // Memory has whole cache lines, so that a view of doubles reaches whatever its type.
  const arena = memory.doubles(base, schedule.arenaSize);
  const starts = constants.map((start) => memory.doubles(start, 1));
  const functions = object.bind(number, arena, starts);
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
  return { refresh: runner(program.preparation), run: runner(program.steps) };
}

/** Another executable of the same outputs in place of the program. */
export function replacedRuns(other: Executable, { inputs, outputs }: Arena): Runs {
  const give = () => {
    for (const [name, view] of other.inputs) view.set(inputs.get(name)!);
  };
  return {
    refresh() {
      give();
      other.refresh();
    },
    run() {
      give();
      other.run();
      outputs.forEach((view, i) => {
        view.set(other.outputs[i]!);
      });
    },
  };
}
