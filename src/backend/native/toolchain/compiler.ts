import { spawnSync } from 'node:child_process';
import { ToolchainFailure, type BuildOptions } from './toolchain.js';

/** A C compiler of the system. */
export interface Compiler {
  /** Command and the words that every call begins with. */
  readonly command: readonly [string, ...string[]];
  readonly macros: ReadonlyMap<string, string>;
}

/** Longer, and the model runs without. */
export const PATIENCE_MILLISECONDS = 60_000;
const PROBE_MILLISECONDS = 20_000;
/** What compilers call the processor at hand, the last where they know none. */
const PROCESSORS = [['-march=native'], ['-mcpu=native'], []] as const;

/** Optimised as written: no flag lets a compiler reorder a sum, or forget what NaN and infinity are. */
const FLAGS = [
  ...['-x', 'c', '-std=gnu11', '-O2', '-w', '-fPIC', '-shared', '-fvisibility=hidden'],
  ...['-fno-strict-aliasing', '-fno-math-errno', '-fno-trapping-math'],
];

/** The words of a build, without the command, the processor and the output. */
export function buildFlags({ contracts }: BuildOptions): string[] {
  const symbols = process.platform === 'darwin' ? ['-undefined', 'dynamic_lookup'] : [];
  return [...FLAGS, `-ffp-contract=${contracts ? 'fast' : 'off'}`, ...symbols];
}

/** The compiler that CC names, or else `cc` or `clang`. */
export function findCompiler(): Compiler {
  const named = process.env.CC?.trim();
  const candidates = named ? [named] : ['cc', 'clang'];
  for (const candidate of candidates) {
    const words = candidate.split(/\s+/) as [string, ...string[]];
    for (const processor of PROCESSORS) {
      const macros = predefinedMacros([...words, ...processor]);
      if (macros !== undefined) return { command: [...words, ...processor], macros };
    }
  }
  throw new ToolchainFailure(
    `no C compiler answers to ${candidates.map((c) => `\`${c}\``).join(' or ')}`,
  );
}

function predefinedMacros(words: readonly [string, ...string[]]): Map<string, string> | undefined {
  const [command, ...given] = words;
  const { status, stdout } = spawnSync(command, [...given, '-x', 'c', '-dM', '-E', '-'], {
    ...{ input: '', encoding: 'utf8', timeout: PROBE_MILLISECONDS },
  });
  if (status !== 0) return undefined;
  return new Map(
    stdout.split('\n').flatMap((line) => {
      const [, name, value] = /^#define (\w+) ?(.*)$/.exec(line) ?? [];
      return name === undefined ? [] : [[name, value ?? ''] as const];
    }),
  );
}

/** Builds a shared object from text on standard input. */
export function build(
  { command: [command, ...given] }: Compiler,
  text: string,
  flags: readonly string[],
  output: string,
  milliseconds: number,
): void {
  const words = [...given, ...flags, '-o', output, '-', '-lm'];
  // A group of its own: the passes of a compiler that is given up are ended with it.
  const { pid, error, status, signal, stderr } = spawnSync(command, words, {
    ...{ input: text, encoding: 'utf8', timeout: milliseconds, maxBuffer: 2 ** 24 },
    ...{ detached: true, killSignal: 'SIGKILL' },
  });
  if (signal !== null) {
    endGroup(pid);
    const seconds = Math.round(milliseconds / 1000);
    throw new ToolchainFailure(`\`${command}\` did not end within ${String(seconds)} s`);
  }
  if (status === 0) return;
  // One that stops before it has read all has a status, and an error as well.
  if (status === null && error !== undefined) {
    throw new ToolchainFailure(`\`${command}\` cannot be run: ${error.message}`);
  }
  const complaint = stderr.split('\n').find((line) => line.includes('error')) ?? stderr.trim();
  throw new ToolchainFailure(`\`${command}\` failed: ${complaint}`);
}

function endGroup(leader: number): void {
  try {
    process.kill(-leader, 'SIGKILL');
  } catch {
    // Nothing of it is left.
  }
}
