/**
 * Speed, beside hand-written C and beside peers where they are installed. Figures depend on the machine and on what
 * else it does; what counts are the ratios of one run. Nothing here is a test.
 *
 *   npm run bench -- [--only gradient,memory] [--backend evaluator] [--precision f64] [--seconds 3] [--json]
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { contestants, type Contestant } from './backends.js';
import { latencyTable, memoryOfRun } from './cold-start.js';
import { writeData } from './generated-data.js';
import { gradientTable } from './gradient.js';
import { growthTable, largeTable } from './growth.js';
import { gradientText, growthText, largeText, latencyText, memoryText } from './tables.js';

interface Task {
  readonly contestants: readonly Contestant[];
  /** Of measuring, for each thing measured. */
  readonly seconds: number;
  /** Holds the data; thrown away afterwards. */
  readonly folder: string;
}

interface Result {
  readonly document: unknown;
  readonly text: string;
}

type Part = (task: Task) => Result;

const PARTS: Readonly<Record<string, Part>> = {
  gradient({ contestants: all, folder, seconds }) {
    const rows = gradientTable(all, folder, seconds);
    return { document: rows, text: gradientText(rows) };
  },
  latency({ contestants: all, folder }) {
    const rows = latencyTable(all, folder);
    return { document: rows, text: latencyText(rows) };
  },
  growth({ contestants: all, seconds }) {
    const [growing, large] = [growthTable(all, seconds), largeTable(all, seconds)];
    const text = `${growthText(growing)}\n${largeText(large)}`;
    return { document: { growing, large }, text };
  },
  memory({ folder }) {
    const mebibytes = memoryOfRun(folder);
    return { document: { mebibytes }, text: memoryText(mebibytes) };
  },
};

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: Object.keys(PARTS).join(',') },
    backend: { type: 'string' },
    precision: { type: 'string' },
    seconds: { type: 'string', default: '3' },
    json: { type: 'boolean', default: false },
  },
});

const folder = mkdtempSync(join(tmpdir(), 'bnn-bench-'));
try {
  const chosen = contestants(values.backend, values.precision);
  const task = { contestants: chosen, seconds: secondsOf(values.seconds), folder };
  const parts = partsOf(values.only);
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

function bench(task: Task, parts: readonly (readonly [string, Part])[]): void {
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

function secondsOf(text: string): number {
  const seconds = Number(text);
  if (!(seconds > 0)) throw new RangeError(`--seconds takes a number above 0, not ${text}`);
  return seconds;
}
