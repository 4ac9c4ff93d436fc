import { Module, type Code, type FunctionIndex, type Local } from '../encoder/index.js';
import type { Machine } from '../elementwise/index.js';
import { routineOf, type Routine } from '../../factorisation/routine.js';
import { cut } from '../../schedule/cut.js';
import type { Kernel, Schedule, Step, Tiles } from '../../schedule/schedule.js';
import { clearPlace } from './clear.js';
import { countedLoop } from './counted-loop.js';
import { emitLoop } from './emit-loop.js';
import { emitProduct } from './emit-product.js';
import type { ConstantAddress } from './pointers.js';
import { WasmRoutineCode } from './wasm-routine-code.js';
import { BYTES } from './vector-access.js';

/** A module that computes a schedule on an arena anywhere in its memory. */
export interface EmittedSchedule {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** What `kernel` is called for, by its argument. */
  readonly kernels: readonly Kernel[];
}

/** Pages that a module's memory may have: the most that 32-bit addresses reach. */
export const MOST_PAGES = 65536;

/** Arena address and number of the tile. */
const STEP = { parameters: ['i32', 'i32'], results: [] } as const;
const ENTRY = { parameters: ['i32'], results: [] } as const;

/**
 * Functions `prepare` and `run` of the arena's byte address. Every step is a function of its own:
 * an engine compiles short functions best.
 */
export function emitSchedule(
  schedule: Schedule,
  constants: ConstantAddress,
  machine: Machine,
): EmittedSchedule {
  const module = new Module();
  module.importMemory('env', 'memory', { initial: 1, maximum: MOST_PAGES, shared: true });
  const kernel = module.importFunction('env', 'kernel', ENTRY);
  const emitter = new ScheduleEmitter(module, kernel, constants, machine);
  emitter.entry('prepare', schedule.preparation);
  emitter.entry('run', schedule.steps);
  return { bytes: module.encode(), kernels: emitter.kernels };
}

class ScheduleEmitter {
  readonly kernels: Kernel[] = [];

  constructor(
    private readonly module: Module,
    private readonly kernel: FunctionIndex,
    private readonly constants: ConstantAddress,
    private readonly machine: Machine,
  ) {}

  entry(name: string, steps: readonly Step[]): void {
    const index = this.module.declareFunction(ENTRY);
    const calls = steps.map((step) => this.step(step, false));
    this.module.define(
      index,
      (code) => {
        const base = code.parameter(0);
        for (const call of calls) call(code, base);
      },
      name,
    );
  }

  /** Writes the function of a step and returns how to call it. */
  private step(step: Step, tiled: boolean): (code: Code, base: Local, tile?: Local) => void {
    if (step.kind === 'kernel') {
      const routine = routineOf(step.node);
      if (routine !== undefined) return this.routine(step, routine);
      const position = this.kernels.push(step) - 1;
      return (code) => code.i32(position).call(this.kernel);
    }
    if (step.kind === 'tiles') return this.tiles(step);
    const written = this.module.defineFunction(STEP, (code) => {
      const parameters = { base: code.parameter(0), tile: code.parameter(1) };
      const { constants, machine } = this;
      if (step.kind === 'loop') emitLoop(code, step, parameters, constants, machine, tiled);
      else emitProduct(code, step, parameters, constants, machine);
    });
    return (code, base, tile) => {
      code.get(base);
      if (tile === undefined) code.i32(0);
      else code.get(tile);
      code.call(written);
    };
  }

  private routine({ inputs, output }: Kernel, { name, reads, write }: Routine) {
    const arrays = [...reads.map((input) => inputs[input]!), output];
    const type = { parameters: arrays.map(() => 'i32' as const), results: [] };
    const written = this.module.once(name, type, (code) => {
      write(new WasmRoutineCode(code, this.machine));
    });
    return (code: Code, base: Local) => {
      for (const { constant, offset } of arrays) {
        if (constant === undefined)
          code
            .get(base)
            .i32(offset * BYTES.f64)
            .op('i32.add');
        else code.i32(this.constants(constant) + offset * BYTES.f64);
      }
      code.call(written);
    };
  }

  private tiles({ rows, tile, clears, steps }: Tiles): (code: Code, base: Local) => void {
    const tiles = Math.floor(rows / tile);
    const rest = rows % tile;
    const full = tiles > 0 ? steps.map((step) => this.step(step, true)) : [];
    const last = rest > 0 ? steps.map((step) => this.step(cut(step, rest), true)) : [];
    return (code, base) => {
      for (const place of clears) clearPlace(code, base, place.offset * BYTES[place.type], place);
      const number = code.local('i32');
      code.i32(0).set(number);
      countedLoop(code, tiles, () => {
        for (const call of full) call(code, base, number);
        code.get(number).i32(1).op('i32.add').set(number);
      });
      for (const call of last) call(code, base, number);
      code.free(number);
    };
  }
}
