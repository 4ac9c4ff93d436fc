import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { catalogue } from '../../scripts/catalogue.js';
import { evaluator } from '../../src/backend/evaluator/evaluator.js';
import { createNativeBackend } from '../../src/backend/native/backend.js';
import { ToolchainFailure, type Toolchain } from '../../src/backend/native/toolchain/toolchain.js';
import { chooseBackend, createBackend } from '../../src/backend/settings.js';
import { WasmMemory } from '../../src/backend/wasm/memory.js';
import { DiagnosticError, InvariantError, renderDiagnostic } from '../../src/base/diagnostic.js';
import { constant } from '../../src/expression/index.js';
import { defineCommand } from '../../src/cli/command.js';
import { sample as sampleRun } from '../../src/engine/index.js';
import { input } from '../../src/expression/index.js';
import { sample } from '../../src/index.js';
import { bnn } from '../cli/terminal.js';
import { EARLIER_RUNS, PILOT, PILOT_DATA, ROUGH } from './earlier-run-cases.js';
import { specification, TOY } from '../engine/toy-run.js';
import { COMMAND, DATA, GROUPS, LINE, MODEL, PLAN, RUN, SCHOOLS, SYNTAX, TABLE } from './cases.js';

const CASES = { ...EARLIER_RUNS, ...SYNTAX, ...MODEL, ...DATA, ...PLAN, ...RUN, ...COMMAND };
const home = process.cwd();
const golden = (code: string) => resolve(home, 'test/messages/golden', `${code}.txt`);
/** Goldens of the check, beside its tests. */
const CHECKED = 'test/compiler/2-check/__snapshots__/check.test.ts.snap';
let folder = '';

// Places in messages are as the user typed them, so all happens in one folder, by relative paths.
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'bnn-messages-'));
  process.chdir(folder);
  mkdirSync('folder.csv');
  put({ 'line.bnn': LINE, 'groups.bnn': GROUPS, 'schools.bnn': SCHOOLS });
  put({ 'data.csv': TABLE, 'groups.csv': 'y,g\n1,a\n2,b\n' });
  put({ 'schools.json': '{ "y": [1, 2, 3], "sigma": [1, 1, 1] }' });
  const short = ['--chains', '1', '--warmup', '5', '--draws', '5', '--seed', '1'];
  await bnn(['sample', 'line.bnn', '--data', 'data.csv', ...short]);
  await bnn(['sample', 'groups.bnn', '--data', 'groups.csv', ...short]);
  await bnn(['sample', 'schools.bnn', '--data', 'schools.json', ...short]);
  put({ 'pilot.bnn': PILOT, 'rough.bnn': ROUGH, 'pilot.csv': PILOT_DATA });
  const longer = ['--data', 'pilot.csv', '--chains', '2', '--draws', '1500', '--seed', '3'];
  await bnn(['sample', 'pilot.bnn', ...longer]);
  await bnn(['sample', 'rough.bnn', ...longer, '--warmup', '100']);
  await interrupt();
  changedManifest('newer.run', (manifest) => ({ ...manifest, format: 99, package: '9.0.0' }));
  changedManifest('older.run', (manifest) => ({ ...manifest, quantities: [], package: '0.0.1' }));
  cpSync('line.run', 'damaged.run', { recursive: true });
  writeFileSync('damaged.run/manifest.json', '{ "format": ');
  cpSync('interrupted.run', 'locked.run', { recursive: true });
  const lock = { pid: 4242, host: 'elsewhere', begun: '' };
  writeFileSync('locked.run/lock', JSON.stringify(lock));
});
afterAll(() => {
  process.chdir(home);
  rmSync(folder, { recursive: true });
});

function put(files: Readonly<Record<string, string | Uint8Array>>): void {
  for (const [name, content] of Object.entries(files)) writeFileSync(name, content);
}

/** A run that was stopped before its first draw. */
async function interrupt(): Promise<void> {
  const argv = ['sample', 'schools.bnn', '--data', 'schools.json', '--chains', '1', '--seed', '1'];
  const long = ['--warmup', '1000000', '--out', 'interrupted.run'];
  let pressed = false;
  await bnn([...argv, ...long], {
    watch: (stderr, press) => {
      if (pressed || !stderr.includes('seed 1')) return;
      pressed = true;
      press();
    },
  });
}

function changedManifest(directory: string, change: (manifest: object) => object): void {
  cpSync('interrupted.run', directory, { recursive: true });
  const file = join(directory, 'manifest.json');
  writeFileSync(file, JSON.stringify(change(JSON.parse(readFileSync(file, 'utf8')) as object)));
}

it.each(Object.entries(CASES))('%s', async (code, { files = {}, argv }) => {
  const before = readdirSync('.');
  put(files);
  const ran = await bnn(argv);
  for (const name of Object.keys(files)) rmSync(name);
  if ('data.csv' in files) put({ 'data.csv': TABLE });
  expect(readdirSync('.')).toEqual(before);
  expect(ran.stderr).toMatch(new RegExp(`^(error|warning) ${code}: `, 'm'));
  expect(ran.stderr).not.toMatch(/BNN0699|\n +at |undefined|\bNaN\b|\{\w+\}/);
  expect(ran.status).toBe(ran.stderr.includes('error BNN') ? 1 : 0);
  await expect(ran.stderr).toMatchFileSnapshot(golden(code));
});

const OLD_ENGINE = { simd: false, relaxedSimd: false };

const THROWN: Readonly<Record<string, () => Promise<unknown>>> = {
  BNN0508: () =>
    sampleRun(
      specification('crashed.run', { source: { name: 'toy.bnn', text: 'toy crashes' } }),
      undefined,
      undefined,
      TOY,
    ),
  BNN0801: () => Promise.resolve().then(() => chooseBackend({ backend: 'wasm' }, OLD_ENGINE)),
  BNN0802: () => Promise.reject(new DiagnosticError(chooseBackend({}, OLD_ENGINE).warnings)),
  BNN0803: () => Promise.resolve().then(() => new WasmMemory().allocate(6 * 2 ** 30)),
  BNN0804: () => {
    const settings = { name: 'wasm', precision: 'f64', relaxed: true } as const;
    const features = { simd: true, relaxedSimd: false };
    return Promise.resolve().then(() => createBackend(settings, {}, features));
  },
  BNN0805: () =>
    new Promise((_, reject) => {
      const toolchain: Toolchain = {
        macros() {
          throw new ToolchainFailure('no C compiler answers to `cc` or `clang`');
        },
        load: () => ({ bind: () => [] }),
      };
      createNativeBackend({
        ...{ precision: 'f64', reproducible: false, fallback: () => evaluator, toolchain },
        notify: (notice) => {
          reject(new DiagnosticError([notice]));
        },
      }).compile([input('x', [])]);
    }),
  BNN0806: () => {
    const settings = { name: 'native', precision: 'f64', relaxed: true } as const;
    const compiler = process.env.CC;
    process.env.CC = 'no-such-compiler';
    try {
      createBackend(settings).compile([constant(1)]);
    } catch (thrown) {
      return Promise.reject(thrown as Error);
    } finally {
      if (compiler === undefined) delete process.env.CC;
      else process.env.CC = compiler;
    }
    return Promise.resolve();
  },
  BNN0509: () => sample({ model: 'line.bnn', data: 'data.csv', chains: 0 }),
};

it.each(Object.entries(THROWN))('%s', async (code, work) => {
  const error: unknown = await work().catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(DiagnosticError);
  const text = (error as DiagnosticError).diagnostics.map(renderDiagnostic).join('\n\n');
  await expect(`${text}\n`).toMatchFileSnapshot(golden(code));
});

const FAILING: Readonly<Record<string, Error>> = {
  BNN0698: Object.assign(new Error('ENOSPC: no space left on device, write'), {
    ...{ code: 'ENOSPC', syscall: 'write' },
  }),
  BNN0699: new InvariantError('the floor is gone'),
};

it.each(Object.entries(FAILING))('%s', async (code, error) => {
  const broken = defineCommand({
    ...{ name: 'broken', summary: 's', detail: 'd', operand: { name: '<a>', doc: 'a' } },
    ...{ options: {}, examples: [] },
    run: () => Promise.reject(error),
  });
  const { stderr } = await bnn(['broken', 'it'], { commands: [broken] });
  await expect(stderr).toMatchFileSnapshot(golden(code));
});

it('every message has a golden', async () => {
  const checked = readFileSync(resolve(home, CHECKED), 'utf8');
  const shown = new Set([
    ...Object.keys({ ...CASES, ...THROWN, ...FAILING }),
    ...[...checked.matchAll(/(?:error|warning) (BNN\d{4}): /g)].map(([, code]) => code),
  ]);
  const codes = (await catalogue()).map(({ code }) => code);
  expect(new Set(codes).size).toBe(codes.length);
  expect(codes.filter((code) => !shown.has(code))).toEqual([]);
  expect(
    readdirSync(resolve(home, 'test/messages/golden'))
      .map((name) => name.slice(0, 7))
      .filter((code) => !codes.includes(code)),
  ).toEqual([]);
});
