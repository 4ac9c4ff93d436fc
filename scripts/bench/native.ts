import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import type { GradientWorkload, Printed } from './workloads.js';

/** A hand-written program, built for this machine. */
export interface Yardstick {
  /** Runs it for about so many seconds: microseconds a gradient, a number a batch. */
  run(seconds: number): Printed & { readonly microseconds: readonly number[] };
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
  const real = precision === 'f64' ? 'double' : 'float';
  const words = [
    ...[`REAL=${real}`, `REALBITS=${precision.slice(1)}`, ...workload.definitions].map(
      (d) => `-D${d}`,
    ),
    ...[join('test/bench/native', workload.native), '-o', program],
    ...workload.libraries.map((library) => `-l${library}`),
  ];
  const failure = compiled([...OPTIMISED, ...words]) && compiled([...PORTABLE, ...words]);
  if (failure !== undefined) return failure;
  return {
    run: (seconds) =>
      JSON.parse(
        execFileSync(program, [folder, String(seconds)], { encoding: 'utf8' }),
      ) as ReturnType<Yardstick['run']>,
  };
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
