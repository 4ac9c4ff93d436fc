import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packageVersion } from '../../src/cli/version.js';
import { bnn } from './terminal.js';

const MODEL = ['examples/eight-schools/eight-schools.bnn', '--data'];
const SAMPLE = ['sample', ...MODEL, 'examples/eight-schools/data.json', '--seed', '7'];
const SHORT = ['--chains', '3', '--warmup', '40', '--draws', '30'];

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'bnn-package-'));
  execFileSync(process.execPath, ['scripts/bundle.mjs']);
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** What the installed command prints, whatever its exit status. */
function installed(...words: readonly string[]): string {
  try {
    return execFileSync(process.execPath, ['dist/bnn/main.js', ...words], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  } catch (failed) {
    const { stdout, stderr } = failed as { stdout: string; stderr: string };
    return `${stdout}${stderr}`;
  }
}

describe('the package', () => {
  it('is a command that says which version it is', () => {
    expect(installed('--version').trim()).toBe(packageVersion());
    const { bin } = JSON.parse(readFileSync('package.json', 'utf8')) as { bin: { bnn: string } };
    expect(bin.bnn).toBe('dist/bnn/main.js');
  });

  it('draws on worker threads what the sources draw in one', async () => {
    const [there, here] = [join(folder, 'threads.run'), join(folder, 'one.run')];
    expect(installed(...SAMPLE, ...SHORT, '--workers', '2', '--out', there)).toContain(there);
    await bnn([...SAMPLE, ...SHORT, '--out', here]);
    const draws = await bnn(['draws', here, '--select', 'theta']);
    expect(draws.stdout.split('\n').length).toBeGreaterThan(90);
    expect(installed('draws', there, '--select', 'theta')).toBe(draws.stdout);
  });

  it('is a library that throws its own errors', () => {
    const script = `
      const { check, sample, DiagnosticError } = await import(process.cwd() + '/dist/bnn/index.js');
      const { ok } = await check({ model: 'examples/eight-schools/eight-schools.bnn' });
      const thrown = await sample({ model: 'examples/eight-schools/eight-schools.bnn',
        data: 'examples/eight-schools/data.json', chains: 0 }).catch((error) => error);
      process.stdout.write(String(ok) + ' ' + String(thrown instanceof DiagnosticError));`;
    const ran = execFileSync(process.execPath, ['--input-type=module', '-e', script]);
    expect(String(ran)).toBe('true true');
  });
});
