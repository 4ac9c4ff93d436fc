import { routineOf, type Routine } from '../../factorisation/routine.js';
import { cut } from '../../schedule/cut.js';
import type { Kernel, Loop, Product, Schedule, Step, Tiles } from '../../schedule/schedule.js';
import type { Target } from '../target.js';
import { CRoutineCode } from './c-routine-code.js';
import { ElementwiseFunctions } from './elementwise-functions.js';
import { loopText } from './loop-text.js';
import { productText } from './product-text.js';

/** What runs one after the other: functions of the program by number, and primitives that JavaScript computes. */
export type Segment = number | Kernel;

/** How the functions of a program make up a schedule. */
export interface Program {
  readonly preparation: readonly Segment[];
  readonly steps: readonly Segment[];
}

/** What the programs of an object have in common: functions that each of them may call. */
export class SharedFunctions {
  readonly elementwise: ElementwiseFunctions;
  private readonly routines = new Map<string, string>();

  constructor(readonly target: Target) {
    this.elementwise = new ElementwiseFunctions(target);
  }

  get text(): string {
    return [this.elementwise.text, ...this.routines.values()].join('\n');
  }

  /** Writes a routine the first time. */
  routine({ name, reads, write }: Routine): void {
    if (this.routines.has(name)) return;
    const code = new CRoutineCode(this.target, this.elementwise);
    write(code);
    const parameters = [...reads, 'output'].map((_, a) => `double *a${String(a)}`).join(', ');
    const head = `static __attribute__((noinline, noipa)) void ${name}(${parameters})`;
    this.routines.set(name, `${head} {\n${code.text}\n}`);
  }
}

/** The C functions of one schedule, which depend on its numbers alone; `number` tells its names from those of others. */
export class ProgramWriter {
  readonly texts: string[] = [];
  /** Names of the functions that are called from outside. */
  readonly segments: string[] = [];
  private steps = 0;

  constructor(
    private readonly schedule: Schedule,
    private readonly number: number,
    private readonly shared: SharedFunctions,
  ) {}

  write(): Program {
    const preparation = this.inSegments(this.schedule.preparation);
    const steps = this.inSegments(this.schedule.steps);
    return { preparation, steps };
  }

  /** Joins what stands between two kernels into one function. */
  private inSegments(steps: readonly Step[]): Segment[] {
    const found: Segment[] = [];
    let calls: string[] = [];
    const close = () => {
      if (calls.length > 0) found.push(this.segment(calls));
      calls = [];
    };
    for (const step of steps) {
      const routine = step.kind === 'kernel' ? routineOf(step.node) : undefined;
      if (step.kind !== 'kernel') {
        calls.push(step.kind === 'tiles' ? this.tiles(step) : `${this.step(step)}(m, 0);`);
      } else if (routine !== undefined) calls.push(this.routine(step, routine));
      else {
        close();
        found.push(step);
      }
    }
    close();
    return found;
  }

  private segment(calls: readonly string[]): number {
    const name = `program${String(this.number)}_segment${String(this.segments.length)}`;
    this.texts.push(`static void ${name}(const struct memory *m) {\n${calls.join('\n')}\n}`);
    return this.segments.push(name) - 1;
  }

  /**
   * Writes a function of the memory and the number of the tile. `noipa`: having rewritten addresses, gcc 12 may take such a
   * function for one without effects and leave out its calls.
   */
  private step(step: Loop | Product): string {
    const name = `program${String(this.number)}_step${String(this.steps++)}`;
    const body =
      step.kind === 'loop'
        ? loopText(step, this.shared.target, this.shared.elementwise)
        : productText(step, this.shared.target);
    const constants = this.schedule.constants.flatMap(({ type }, k) => {
      if (!new RegExp(`\\bK${String(k)}\\b`).test(body)) return [];
      const element = type === 'f32' ? 'float' : 'double';
      return [`const ${element} *const K${String(k)} = m->constants[${String(k)}];`];
    });
    this.texts
      .push(`static __attribute__((noinline, noipa)) void ${name}(const struct memory *m, long t) {
double *const A = m->arena; float *const B = (float *)A; (void)A; (void)B; (void)t;
${[...constants, body].join('\n')}
}`);
    return name;
  }

  /** A call of what is written once for all kernels of the same sizes. */
  private routine({ inputs, output }: Kernel, routine: Routine): string {
    this.shared.routine(routine);
    const arrays = [...routine.reads.map((input) => inputs[input]!), output];
    const addresses = arrays.map(({ constant, offset }) => {
      const base =
        constant === undefined ? 'm->arena' : `(double *)m->constants[${String(constant)}]`;
      return `${base} + ${String(offset)}`;
    });
    return `${routine.name}(${addresses.join(', ')});`;
  }

  private tiles({ rows, tile, clears, steps }: Tiles): string {
    const full = Math.floor(rows / tile);
    const rest = rows % tile;
    const calls = (t: string, chosen: Tiles['steps']) =>
      chosen.map((step) => `${this.step(step)}(m, ${t});`).join(' ');
    const cleared = clears.map((place) => {
      const start = place.type === 'f32' ? '(float *)m->arena' : 'm->arena';
      const bytes = place.size * (place.type === 'f32' ? 4 : 8);
      return `__builtin_memset(${start} + ${String(place.offset)}, 0, ${String(bytes)});`;
    });
    const whole =
      full > 0 ? [`for (long t = 0; t < ${String(full)}; t++) { ${calls('t', steps)} }`] : [];
    const last =
      rest > 0
        ? [
            calls(
              String(full),
              steps.map((step) => cut(step, rest)),
            ),
          ]
        : [];
    return [...cleared, ...whole, ...last].join('\n');
  }
}
