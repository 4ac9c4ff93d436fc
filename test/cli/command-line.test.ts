import { describe, expect, it } from 'vitest';
import { InvariantError } from '../../src/base/diagnostic.js';
import { defineCommand } from '../../src/cli/command.js';
import { LIMITS } from '../../src/cli/limits.js';
import {
  choice,
  number,
  optionalNumber,
  repeated,
  requiredText,
  toggle,
} from '../../src/cli/option.js';
import { bnn } from './terminal.js';

const echo = defineCommand({
  name: 'echo',
  summary: 'print what was given',
  detail: 'A command for tests.',
  operand: { name: '<thing>', doc: 'what to print' },
  options: {
    data: requiredText('--data', '<file>', 'the data file'),
    chains: number(LIMITS.chains, 'number of chains', 4),
    adaptDelta: number(LIMITS.adaptDelta, 'acceptance rate aimed at', 0.8),
    workers: optionalNumber(LIMITS.workers, 'worker threads', 'one a core'),
    prior: repeated('--prior', '<text>', 'another prior', () => undefined),
    format: choice('--format', ['csv', 'json'], 'form of the output', 'csv'),
    all: toggle('--all', 'everything'),
  },
  examples: [{ line: 'bnn echo it --data d.csv', doc: 'print it' }],
  run: (operand, values) =>
    Promise.resolve({
      status: 0,
      document: () => ({ operand, ...values }),
      text: () => `${operand} ${String(values.chains)}`,
    }),
});
const broken = defineCommand({
  ...echo,
  name: 'broken',
  options: {},
  run: () => Promise.reject(new InvariantError('the floor is gone\n    at x.ts:1:1')),
});
const commands = [echo, broken];
const run = (...argv: string[]) => bnn(argv, { commands });

const document = async (...argv: string[]): Promise<unknown> =>
  JSON.parse((await run(...argv, '--json')).stdout);

describe('values', () => {
  it('have their defaults', async () => {
    expect(await document('echo', 'it', '--data', 'd')).toEqual({
      operand: 'it',
      data: 'd',
      chains: 4,
      adaptDelta: 0.8,
      prior: [],
      format: 'csv',
      all: false,
    });
  });

  it('are read from flags, wherever they stand', async () => {
    const given =
      '--all --prior a --chains=2 it --data d --prior b --adapt-delta .95 --format json';
    expect(await document('echo', ...given.split(' '))).toMatchObject({
      operand: 'it',
      chains: 2,
      adaptDelta: 0.95,
      prior: ['a', 'b'],
      format: 'json',
      all: true,
    });
  });
});

describe('what is wrong with a command line', () => {
  const data = ['--data', 'd'];
  it.each([
    ['BNN0615', []],
    ['BNN0602', ['eco']],
    ['BNN0603', ['echo']],
    ['BNN0605', ['echo', 'it']],
    ['BNN0606', ['echo', 'it', 'too', ...data]],
    ['BNN0601', ['echo', 'it', '--chain', '3', ...data]],
    ['BNN0604', ['echo', 'it', ...data, '--chains']],
    ['BNN0607', ['echo', 'it', ...data, '--chains', 'four']],
    ['BNN0607', ['echo', 'it', ...data, '--chains', '1.5']],
    ['BNN0607', ['echo', 'it', ...data, '--chains', '0x4']],
    ['BNN0607', ['echo', 'it', ...data, '--adapt-delta', 'NaN']],
    ['BNN0608', ['echo', 'it', ...data, '--chains', '0']],
    ['BNN0608', ['echo', 'it', ...data, '--chains', '-1']],
    ['BNN0608', ['echo', 'it', ...data, '--adapt-delta', '1']],
    ['BNN0611', ['echo', 'it', ...data, '--format', 'xml']],
    ['BNN0614', ['echo', 'it', ...data, ...data]],
    ['BNN0616', ['echo', 'it', '--data', '']],
  ])('%s: %j', async (code, argv) => {
    const ran = await run(...argv);
    expect(ran).toMatchObject({ status: 1, stdout: '' });
    expect(ran.stderr).toMatch(new RegExp(`^error ${code}: `));
    expect(ran.stderr).toContain('\n  why: ');
    expect(ran.stderr).toContain('\n  instead: ');
    expect(ran.stderr).not.toMatch(/\{\w+\}|\n +at /);
  });

  it('is reported all at once', async () => {
    const { stderr } = await run('echo', 'it', '--chains', '0', '--adapt-delta', '7');
    expect(stderr.match(/^error \w+/gm)).toEqual([
      'error BNN0605',
      'error BNN0608',
      'error BNN0608',
    ]);
  });

  it('comes with the nearest name', async () => {
    expect((await run('echo', 'it', '--chain', '3')).stderr).toContain('instead: --chains');
    expect((await run('eco')).stderr).toContain('instead: bnn echo');
  });

  it('is one JSON document with --json', async () => {
    const ran = await run('echo', 'it', '--json');
    expect(ran).toMatchObject({ status: 1, stderr: '' });
    expect(JSON.parse(ran.stdout)).toMatchObject({
      error: true,
      diagnostics: [{ code: 'BNN0605', severity: 'error' }],
    });
  });
});

it('a fault of ours is one line with a code, never a stack', async () => {
  const { status, stderr } = await run('broken', 'it');
  expect(status).toBe(1);
  expect(stderr).toBe(
    [
      'error BNN0699: bnn failed in a way that it should not: the floor is gone',
      '  why: this is a fault of bnn, not of your model or data',
      '  instead: please report it with the model, the command and this line',
      '',
    ].join('\n'),
  );
});

describe('colour', () => {
  const red = '\u001b[31m';
  const wrong = (terminal: object, ...more: string[]) =>
    bnn(['echo', ...more], { commands, isTerminal: true, ...terminal });

  it('is for terminals that have not refused it', async () => {
    expect((await wrong({})).stderr).toContain(red);
    expect((await wrong({ isTerminal: false })).stderr).not.toContain(red);
    expect((await wrong({ environment: { NO_COLOR: '1' } })).stderr).not.toContain(red);
    expect((await wrong({}, '--no-color')).stderr).not.toContain(red);
  });
});

it('help names usage, options with defaults, and examples', async () => {
  const { status, stdout } = await run('echo', '--help');
  expect(status).toBe(0);
  expect(stdout).toMatchSnapshot();
});

it('prints the version', async () => {
  expect((await run('--version')).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
});
