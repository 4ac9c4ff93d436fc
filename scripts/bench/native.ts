import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import type { GradientWorkload, Printed } from './workloads.js';

/** A hand-written program, built for this machine. */
export interface Yardstick {
  /** Runs it for about so many seconds: microseconds a gradient, a number a batch. */
  run(seconds: number): Printed & { readonly microseconds: readonly number[] };
}

/** Source of a program, in test/bench/native, and what it is compiled with. */
export interface NativeSource {
  readonly native: string;
  readonly definitions: readonly string[];
  readonly libraries: readonly string[];
}

const OPTIMISED = ['-O3', '-march=native', '-mprefer-vector-width=512', '-ffast-math', '-w'];
const PORTABLE = ['-O3', '-ffast-math', '-w'];

/** Builds the yardstick of a workload into a folder that holds the data; or says why there is none. */
export function buildYardstick(
  workload: GradientWorkload,
  precision: string,
  folder: string,
): Yardstick | string {
  const program = join(folder, `${workload.name}-${precision}`);
  const failure = builtProgram(workload, precision, program);
  if (failure !== undefined) return failure;
  return {
    run: (seconds) =>
      JSON.parse(
        execFileSync(program, [folder, String(seconds)], { encoding: 'utf8' }),
      ) as ReturnType<Yardstick['run']>,
  };
}

/** Builds a program of test/bench/native for this machine; or says why there is none. */
export function builtProgram(
  { native, definitions, libraries }: NativeSource,
  precision: string,
  program: string,
): string | undefined {
  const real = precision === 'f64' ? 'double' : 'float';
  const words = [
    ...[`REAL=${real}`, `REALBITS=${precision.slice(1)}`, ...definitions].map((d) => `-D${d}`),
    ...[join('test/bench/native', native), '-o', program],
    ...libraries.map((library) => `-l${library}`),
  ];
  return compiled([...OPTIMISED, ...words]) && compiled([...PORTABLE, ...words]);
}

/** Why the compiler did not build it, in its last line; nothing if it did. */
function compiled(words: readonly string[]): string | undefined {
  try {
    execFileSync('cc', words, { stdio: 'pipe' });
    return undefined;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    if ('code' in error && error.code === 'ENOENT') return 'no C compiler (cc)';
    return `cc failed: ${error.message.trim().split('\n').slice(1, 3).join(' ')}`;
  }
}
