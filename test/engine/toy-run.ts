import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { DiagnosticError } from '../../src/base/diagnostic.js';
import type { Environment } from '../../src/engine/environment.js';
import { inProcess } from '../../src/engine/executors/in-process.js';
import type { RunSpecification } from '../../src/engine/index.js';
import { column, table } from './toy-model.js';

export const TOY: Environment = {
  factory: new URL('./toy-model.ts', import.meta.url).href,
  executor: inProcess,
};

/** A folder of this test file's own, removed after its last test. */
export function testFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'bnn-engine-'));
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  return folder;
}

export function specification(
  directory: string,
  changes: Partial<RunSpecification> = {},
): RunSpecification {
  return {
    source: { name: 'toy.bnn', text: 'toy' },
    dataset: table(column('y', Float64Array.of(1, 2, 3)), column('who', ['ann', '', 'bo'])),
    priors: [],
    bindings: [],
    chains: 3,
    warmup: 20,
    draws: 40,
    seed: 'seven',
    adaptDelta: 0.8,
    maxTreedepth: 10,
    backend: { name: 'evaluator', precision: 'f64', relaxed: false },
    directory,
    ...changes,
  };
}

/** Every bit of what a run kept: draws and statistics, of all chains. */
export function bitsOf(directory: string, chains: number): string[] {
  return Array.from({ length: chains }, (_, index) =>
    ['draws.f64', 'statistics.f64', 'warmup.f64'].map((file) =>
      readFileSync(join(directory, `chain-${String(index + 1)}`, file)).toString('base64'),
    ),
  ).flat();
}

/** The codes of the diagnostics that a piece of work fails with. */
export async function codesOf(work: () => unknown): Promise<string[]> {
  try {
    await work();
  } catch (thrown) {
    if (thrown instanceof DiagnosticError) return thrown.diagnostics.map((d) => d.code);
    throw thrown;
  }
  return [];
}
