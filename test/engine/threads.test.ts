import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RandomStream } from '../../src/base/random/stream.js';
import type * as Engine from '../../src/engine/index.js';
import type { Environment } from '../../src/engine/environment.js';
import type * as Threads from '../../src/engine/executors/threads.js';
import { compileEngine } from './compiled-engine.js';
import { bitsOf, specification, testFolder, TOY } from './toy-run.js';
import { sample } from '../../src/engine/index.js';

const folder = testFolder();
const whole = join(folder, 'whole');
const slow = { name: 'toy.bnn', text: 'toy slow 2' };
const compiled = compileEngine();
const factory = compiled.address('test/engine/toy-model.ts');
let engine: typeof Engine;
let environment: Environment;

beforeAll(async () => {
  engine = (await import(compiled.address('src/engine/index.ts'))) as typeof Engine;
  const module = await import(compiled.address('src/engine/executors/threads.ts'));
  environment = { factory, executor: (module as typeof Threads).threads };
  await sample(specification(whole, { source: slow }), undefined, undefined, TOY);
}, 60_000);
afterAll(() => {
  compiled.remove();
});

describe('chains on worker threads', () => {
  it.each([1, 2, 3, 7])(
    'draw the bits of one thread with %i workers',
    async (workers) => {
      const directory = join(folder, `workers-${String(workers)}`);
      const run = specification(directory, { source: slow, workers });
      const finished = new Set<number>();
      const outcome = await engine.sample(
        run,
        ({ chain, phase }) => phase === 'finished' && finished.add(chain),
        undefined,
        environment,
      );
      expect(outcome).toBe('finished');
      expect([...finished].sort()).toEqual([1, 2, 3]);
      expect(bitsOf(directory, 3)).toEqual(bitsOf(whole, 3));
      expect(existsSync(join(directory, 'lock'))).toBe(false);
    },
    30_000,
  );

  it('checkpoint and stop on an abort, and go on to the same bits', async () => {
    const directory = join(folder, 'aborted');
    const controller = new AbortController();
    const run = specification(directory, { source: slow, workers: 2 });
    const outcome = await engine.sample(
      run,
      ({ iteration }) => {
        if (iteration > 0) controller.abort();
      },
      controller.signal,
      environment,
    );
    expect(outcome).toBe('interrupted');
    const done = engine.openRun(directory).chains.map((chain) => chain.done);
    expect(Math.max(...done)).toBeGreaterThan(0);
    expect(await engine.resume(directory, undefined, undefined, {}, environment)).toBe('finished');
    expect(bitsOf(directory, 3)).toEqual(bitsOf(whole, 3));
  }, 30_000);

  it('carry a diagnostic over from the thread that met it, once', async () => {
    const directory = join(folder, 'breaks');
    const source = { name: 'toy.bnn', text: 'toy breaks' };
    const run = specification(directory, { source, workers: 3 });
    const work = engine.sample(run, undefined, undefined, environment);
    await expect(work).rejects.toMatchObject({
      name: 'DiagnosticError',
      diagnostics: [{ code: 'BNN9903', source, span: { start: 0, end: 3 } }],
    });
    expect(engine.openRun(directory).finished).toBe(false);
  }, 30_000);
});

describe('a process killed at any instant', () => {
  const entry = fileURLToPath(compiled.address('test/engine/killed-process.ts'));

  async function runKilledAfter(milliseconds: number, work: string, directory: string) {
    const child = spawn(process.execPath, [entry, work, directory, factory]);
    let text = '';
    child.stdout.on('data', (data) => (text += String(data)));
    child.stderr.on('data', (data) => (text += String(data)));
    const exit = once(child, 'exit');
    await Promise.race([exit, setTimeout(milliseconds)]);
    child.kill('SIGKILL');
    await exit;
    return text;
  }

  it('leaves a run that resumes to the same bits', async () => {
    const random = new RandomStream('kills');
    for (let trial = 0; trial < 3; trial++) {
      const directory = join(folder, `killed-${String(trial)}`);
      let said = '';
      for (let session = 0; said !== 'finished'; session++) {
        const work = existsSync(directory) ? 'resume' : 'sample';
        const patience = 100 + 500 * random.uniform() + 50 * session;
        said = await runKilledAfter(patience, work, directory);
        expect(['', 'finished']).toContain(said);
      }
      expect(bitsOf(directory, 3)).toEqual(bitsOf(whole, 3));
      expect(engine.openRun(directory).finished).toBe(true);
    }
  }, 120_000);
});
