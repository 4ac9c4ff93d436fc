import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { COMMANDS } from '../../src/cli/commands/index.js';
import { bnn } from './terminal.js';

let folder = '';
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'bnn-completion-'));
  writeFileSync(join(folder, 'model.bnn'), '');
  for (const shell of ['bash', 'zsh', 'fish']) {
    const ran = await bnn(['completion', shell]);
    expect(ran).toMatchObject({ status: 0, stderr: '' });
    writeFileSync(join(folder, shell), ran.stdout);
  }
});

/** What bash offers for the last of these words. */
function offered(...words: readonly string[]): string[] {
  const line = words.map((word) => `'${word}'`).join(' ');
  const script = `source ./bash; COMP_WORDS=(${line}); COMP_CWORD=${String(words.length - 1)}; _bnn
    printf '%s\\n' "\${COMPREPLY[@]}"`;
  const out = execFileSync('bash', ['--norc', '-c', script], { cwd: folder, encoding: 'utf8' });
  return out.split('\n').filter((word) => word !== '');
}

it('bash completes commands', () => {
  expect(offered('bnn', '')).toEqual([...COMMANDS.map(({ name }) => name), '--help', '--version']);
  expect(offered('bnn', 'sa')).toEqual(['sample']);
});

it('bash completes the options of every command', () => {
  for (const { name, options } of COMMANDS) {
    const flags = Object.values(options).map(({ flag }) => flag);
    expect(offered('bnn', name, '--')).toEqual([...flags, '--json', '--no-color', '--help']);
  }
});

it('bash completes values, operands and files', () => {
  expect(offered('bnn', 'check', 'm.bnn', '--print', '')).toEqual(['verdict', 'program', 'model']);
  expect(offered('bnn', 'completion', '')).toEqual(['bash', 'zsh', 'fish']);
  expect(offered('bnn', 'check', 'mod')).toEqual(['model.bnn']);
  expect(offered('bnn', 'plan', 'model.bnn', '--data', 'mod')).toEqual(['model.bnn']);
  expect(offered('bnn', 'lsp', '')).toEqual([]);
  expect(offered('bnn', 'lib', '')).toEqual(['list', 'show', 'plot']);
  expect(offered('bnn', 'lib', 'show', 'horse')).toEqual(['horseshoe']);
});

it.each(['zsh', 'fish'])('%s knows every command and option', async (shell) => {
  const { stdout } = await bnn(['completion', shell]);
  for (const { name, options } of COMMANDS) {
    expect(stdout).toContain(name);
    for (const { flag } of Object.values(options)) expect(stdout).toContain(flag.slice(2));
  }
});

const isInstalled = (shell: string) =>
  spawnSync(shell, ['--version'], { stdio: 'ignore' }).status === 0;

it.skipIf(!isInstalled('fish'))('fish offers what may stand at a place', () => {
  const offers = (line: string) => {
    const script = `source ./fish; complete -C '${line}'`;
    const out = execFileSync('fish', ['--no-config', '-c', script], {
      cwd: folder,
      encoding: 'utf8',
    });
    return out.split('\n').flatMap((one) => one.split('\t')[0] || []);
  };
  expect(offers('bnn sam')).toEqual(['sample']);
  expect(offers('bnn sample --backend ')).toEqual(['evaluator', 'native', 'wasm']);
  expect(offers('bnn sample mod')).toEqual(['model.bnn']);
  expect(offers('bnn lib ')).toEqual(['list', 'plot', 'show']);
  expect(offers('bnn lib show horse')).toEqual(['horseshoe']);
  expect(offers('bnn lib show horseshoe mod')).toEqual([]);
});

it.skipIf(!isInstalled('zsh'))('zsh reads its script', () => {
  const script = 'autoload -U compinit; compinit -D -u; source ./zsh; print $_comps[bnn]';
  const out = execFileSync('zsh', ['-f', '-c', script], { cwd: folder, encoding: 'utf8' });
  expect(out.trim()).toBe('_bnn');
});

it('refuses another shell', async () => {
  const ran = await bnn(['completion', 'tcsh']);
  expect(ran.status).toBe(1);
  expect(ran.stderr).toContain('bash, zsh, fish');
});
