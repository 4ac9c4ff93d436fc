/**
 * Speed, beside hand-written C and beside peers where they are installed. Figures depend on the machine and on what
 * else it does; what counts are the ratios of one run. Nothing here is a test.
 *
 *   npm run bench -- [--only gradient,memory] [--backend evaluator] [--precision f64] [--seconds 3] [--json]
 *   npm run bench -- --only ess [--workloads D,E] [--peers Stan,JAGS | none] [--warmup 500] [--draws 500] [--seconds 20]
 *   npm run bench -- --only invariance [--workloads A] [--peers JAGS] [--warmup 300] [--draws 96] [--sweeps 40] [--faults all]
 *
 * Every part is given `--seconds` for each thing it measures: for ess, CPU seconds of sampling over our four chains.
 * Peers draw what the workload says or `--draws`, and take most of an hour each on A and B: ess runs only when asked for.
 * So does invariance: a peer moves our draws by some sweeps, and they must be draws of the same posterior afterwards.
 * `--draws` are those that it moves; `--faults` draws from programs with a fault in them instead, which must be found out.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chooseBackend } from '../../src/backend/settings.js';
import { contestants, unmixed, type Contestant } from './backends.js';
import { checkTable } from './check-speed.js';
import { latencyTable, memoryOfRun } from './cold-start.js';
import { writeData } from './generated-data.js';
import { essTable } from './ess.js';
import { gradientTable } from './gradient.js';
import { growthTable, largeTable } from './growth.js';
import { invarianceTable, type InvarianceTask } from './invariance.js';
import {
  agreementText,
  checkText,
  essText,
  gradientText,
  growthText,
  invarianceText,
  largeText,
  latencyText,
  memoryText,
} from './tables.js';

interface Result {
  readonly document: unknown;
  readonly text: string;
}

type Part = (task: InvarianceTask) => Result;

/** Those that a run can be asked for; of the precision that it has unless asked, where the bench is not. */
function sampling(all: readonly Contestant[]): Contestant[] {
  if (values.precision !== undefined) return [...all];
  return all.filter(({ settings: { name, precision } }) => {
    return precision === chooseBackend({ backend: name }).settings.precision;
  });
}

const PARTS: Readonly<Record<string, Part>> = {
  gradient({ contestants: all, folder, seconds }) {
    const rows = gradientTable(unmixed(all), folder, seconds);
    return { document: rows, text: gradientText(rows) };
  },
  latency({ contestants: all, folder }) {
    const rows = latencyTable(sampling(all), folder);
    return { document: rows, text: latencyText(rows) };
  },
  check() {
    const rows = checkTable();
    return { document: rows, text: checkText(rows) };
  },
  growth({ contestants: all, seconds }) {
    const apart = unmixed(all);
    const [growing, large] = [growthTable(apart, seconds), largeTable(apart, seconds)];
    const text = `${growthText(growing)}\n${largeText(large)}`;
    return { document: { growing, large }, text };
  },
  ess(task) {
    const { rows, agreements } = essTable({ ...task, contestants: sampling(task.contestants) });
    const text = `${essText(rows)}\n${agreementText(agreements)}`;
    return { document: { rows, agreements }, text };
  },
  invariance(task) {
    const rows = invarianceTable({ ...task, contestants: sampling(task.contestants) });
    return { document: rows, text: invarianceText(rows) };
  },
  memory({ folder }) {
    const mebibytes = memoryOfRun(folder);
    return { document: { mebibytes }, text: memoryText(mebibytes) };
  },
};

/** Which parts options are of that are not of all. */
const USE = {
  workloads: ['ess', 'invariance'],
  peers: ['ess', 'invariance'],
  warmup: ['ess', 'invariance'],
  draws: ['ess', 'invariance'],
  sweeps: ['invariance'],
  faults: ['invariance'],
} as const;

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: 'gradient,latency,check,growth,memory' },
    backend: { type: 'string' },
    precision: { type: 'string' },
    seconds: { type: 'string', default: '3' },
    workloads: { type: 'string' },
    peers: { type: 'string' },
    warmup: { type: 'string' },
    draws: { type: 'string' },
    sweeps: { type: 'string' },
    faults: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
});

const folder = mkdtempSync(join(tmpdir(), 'bnn-bench-'));
try {
  const chosen = contestants(values.backend, values.precision);
  const task = { contestants: chosen, folder, ...measuring() };
  const parts = partsOf(values.only);
  requireUse(parts.map(([name]) => name));
  writeData(folder);
  bench(task, parts);
} catch (error) {
  // What was asked for and is not there; anything else keeps its stack.
  if (!(error instanceof RangeError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true });
}

function bench(task: InvarianceTask, parts: readonly (readonly [string, Part])[]): void {
  const document: Record<string, unknown> = {};
  for (const [name, part] of parts) {
    const result = part(task);
    document[name] = result.document;
    if (!values.json) process.stdout.write(`${result.text}\n`);
  }
  if (values.json) process.stdout.write(`${JSON.stringify(document, undefined, 2)}\n`);
}

function partsOf(names: string): [string, Part][] {
  return names.split(',').map((name) => {
    const part = PARTS[name];
    if (part !== undefined) return [name, part];
    throw new RangeError(`no part ${name}; there are: ${Object.keys(PARTS).join(', ')}`);
  });
}

function measuring(): Omit<InvarianceTask, 'contestants' | 'folder'> {
  const { seconds, workloads, peers, warmup, draws, sweeps, faults } = values;
  return {
    seconds: positive('seconds', seconds),
    ...(workloads === undefined ? {} : { workloads: workloads.split(',') }),
    ...(peers === undefined ? {} : { peers: peers.split(',').filter((name) => name !== 'none') }),
    ...(warmup === undefined ? {} : { warmup: whole('warmup', warmup) }),
    ...(draws === undefined ? {} : { draws: whole('draws', draws) }),
    ...(sweeps === undefined ? {} : { sweeps: whole('sweeps', sweeps) }),
    ...(faults === undefined ? {} : { faults: faults.split(',') }),
  };
}

/** Options of one part, given for others, would be ignored. */
function requireUse(parts: readonly string[]): void {
  for (const [option, users] of Object.entries(USE)) {
    if (values[option as keyof typeof USE] === undefined) continue;
    if (users.some((part) => parts.includes(part))) continue;
    throw new RangeError(`--${option} is for --only ${users.join(' or ')}`);
  }
}

function whole(option: string, text: string): number {
  const value = positive(option, text);
  if (Number.isInteger(value)) return value;
  throw new RangeError(`--${option} takes a whole number, not ${text}`);
}

function positive(option: string, text: string): number {
  const value = Number(text);
  if (!(value > 0)) throw new RangeError(`--${option} takes a number above 0, not ${text}`);
  return value;
}
