import { routineOf, type Routine } from '../../factorisation/routine.js';
import { cut } from '../../schedule/cut.js';
import type { Kernel, Loop, Product, Schedule, Step, Tiles } from '../../schedule/schedule.js';
import type { Target } from '../target.js';
import { CRoutineCode } from './c-routine-code.js';
import { ElementwiseFunctions } from './elementwise-functions.js';
import { instructions } from './instructions.js';
import { loopText } from './loop-text.js';
import { MEMORY_FUNCTIONS } from './memory-functions.js';
import { NODE_INTERFACE } from './node-interface.js';
import { productText } from './product-text.js';
import { turningFunctions } from './turned-product.js';
import { vectorTypes } from './vector-types.js';

/** What runs one after the other: functions of the program by number, and primitives that JavaScript computes. */
export type Segment = number | Kernel;

/** The C text of a schedule, which depends on its numbers alone. */
export interface Program {
  readonly text: string;
  readonly preparation: readonly Segment[];
  readonly steps: readonly Segment[];
}

export function programOf(schedule: Schedule, target: Target): Program {
  return new ProgramWriter(schedule, target).write();
}

class ProgramWriter {
  private readonly functions: ElementwiseFunctions;
  private readonly texts: string[] = [];
  private readonly segments: string[] = [];
  private readonly routines = new Set<string>();
  private steps = 0;

  constructor(
    private readonly schedule: Schedule,
    private readonly target: Target,
  ) {
    this.functions = new ElementwiseFunctions(target);
  }

  write(): Program {
    const preparation = this.inSegments(this.schedule.preparation);
    const steps = this.inSegments(this.schedule.steps);
    const names = this.segments.join(', ');
    const text = [
      vectorTypes(this.target),
      instructions(this.target),
      MEMORY_FUNCTIONS,
      turningFunctions(this.texts.join('\n'), this.target),
      this.functions.text,
      'struct memory { double *arena; const void *constants[]; };',
      ...this.texts,
      `static void (*const SEGMENTS[])(const struct memory *) = {${names || '0'}};`,
      `enum { SEGMENT_COUNT = ${String(this.segments.length)}, CONSTANT_COUNT = ${String(this.schedule.constants.length)} };`,
      NODE_INTERFACE,
    ];
    return { text: text.join('\n'), preparation, steps };
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
    const name = `segment${String(this.segments.length)}`;
    this.texts.push(`static void ${name}(const struct memory *m) {\n${calls.join('\n')}\n}`);
    return this.segments.push(name) - 1;
  }

  /** Writes a function of the memory and the number of the tile. */
  private step(step: Loop | Product): string {
    const name = `step${String(this.steps++)}`;
    const body =
      step.kind === 'loop'
        ? loopText(step, this.target, this.functions)
        : productText(step, this.target);
    const constants = this.schedule.constants.flatMap(({ type }, k) => {
      if (!new RegExp(`\\bK${String(k)}\\b`).test(body)) return [];
      const element = type === 'f32' ? 'float' : 'double';
      return [`const ${element} *const K${String(k)} = m->constants[${String(k)}];`];
    });
    this.texts.push(`static __attribute__((noinline)) void ${name}(const struct memory *m, long t) {
double *const A = m->arena; float *const B = (float *)A; (void)A; (void)B; (void)t;
${[...constants, body].join('\n')}
}`);
    return name;
  }

  /** A call of what is written once for all kernels of the same sizes. */
  private routine({ inputs, output }: Kernel, { name, reads, write }: Routine): string {
    const arrays = [...reads.map((input) => inputs[input]!), output];
    if (!this.routines.has(name)) {
      this.routines.add(name);
      const code = new CRoutineCode(this.target);
      write(code);
      const parameters = arrays.map((_, a) => `double *a${String(a)}`).join(', ');
      this.texts.push(
        `static __attribute__((noinline)) void ${name}(${parameters}) {\n${code.text}\n}`,
      );
    }
    const addresses = arrays.map(({ constant, offset }) => {
      const base =
        constant === undefined ? 'm->arena' : `(double *)m->constants[${String(constant)}]`;
      return `${base} + ${String(offset)}`;
    });
    return `${name}(${addresses.join(', ')});`;
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
