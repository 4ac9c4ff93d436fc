import type { Schedule } from '../../schedule/schedule.js';
import type { Target } from '../target.js';
import { instructions } from './instructions.js';
import { MEMORY_FUNCTIONS } from './memory-functions.js';
import { NODE_INTERFACE } from './node-interface.js';
import { ProgramWriter, SharedFunctions, type Program } from './program.js';
import { turningFunctions } from './turned-product.js';
import { vectorTypes } from './vector-types.js';

/** The C text of schedules that are built together, and how each runs. */
export interface ObjectText {
  readonly text: string;
  readonly programs: readonly Program[];
}

export function objectText(schedules: readonly Schedule[], target: Target): ObjectText {
  const shared = new SharedFunctions(target);
  const writers = schedules.map((schedule, k) => new ProgramWriter(schedule, k, shared));
  const programs = writers.map((writer) => writer.write());
  const functions = writers.flatMap(({ texts }) => texts).join('\n');
  const names = writers.flatMap(({ segments }) => segments);
  let first = 0;
  const rows = writers.map(({ segments }, k) => {
    first += segments.length;
    const numbers = [first - segments.length, segments.length, schedules[k]!.constants.length];
    return `{${numbers.map(String).join(', ')}}`;
  });
  const text = [
    vectorTypes(target),
    instructions(target),
    MEMORY_FUNCTIONS,
    turningFunctions(functions, target),
    shared.text,
    'struct memory { double *arena; const void *constants[]; };',
    functions,
    `static void (*const SEGMENTS[])(const struct memory *) = {${names.join(', ') || '0'}};`,
    `static const struct program { unsigned first, segments, constants; } PROGRAMS[] = {${rows.join(', ')}};`,
    `enum { PROGRAM_COUNT = ${String(rows.length)} };`,
    NODE_INTERFACE,
  ];
  return { text: text.join('\n'), programs };
}
