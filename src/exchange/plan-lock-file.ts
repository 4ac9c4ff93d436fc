import { readFileSync } from 'node:fs';
import { DiagnosticError } from '../base/diagnostic.js';
import { diagnostic } from '../base/message.js';
import { LOCK_FORMAT, type LockedBlock, type PlanLock } from '../compiler/plan-lock.js';
import { EXCHANGE_MESSAGES as M } from './messages.js';
import { writeLines } from './write-table.js';

/** Writes a plan's lock: the whole file or nothing, and never over another. */
export function writePlanLock(path: string, lock: PlanLock): void {
  writeLines(path, [JSON.stringify(lock, null, 2)]);
}

/** Reads a plan's lock; what is no lock, or one of a newer format, is a DiagnosticError. */
export function readPlanLock(path: string): PlanLock {
  let read: unknown;
  try {
    read = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw notALock(path, error instanceof Error ? error.message : String(error));
  }
  if (!isRecord(read) || !('lock' in read)) throw notALock(path, 'it has no entry `lock`');
  if (read.lock !== LOCK_FORMAT) {
    const format = `it has format ${JSON.stringify(read.lock)}`;
    throw notALock(path, `${format}, and this version reads format ${String(LOCK_FORMAT)}`);
  }
  const { package: version, model, blocks } = read;
  if (typeof version !== 'string' || typeof model !== 'string') {
    throw notALock(path, 'its `package` and `model` are not both texts');
  }
  if (!Array.isArray(blocks)) throw notALock(path, 'its `blocks` are not a list');
  return {
    lock: LOCK_FORMAT,
    package: version,
    model,
    blocks: blocks.map((block: unknown, i) => blockOf(path, block, i + 1)),
  };
}

function blockOf(path: string, block: unknown, number: number): LockedBlock {
  const wrong = (entry: string) =>
    notALock(path, `block ${String(number)} has no proper \`${entry}\``);
  if (!isRecord(block)) throw wrong('name');
  const text = (entry: string): string => {
    const value = block[entry];
    if (typeof value !== 'string') throw wrong(entry);
    return value;
  };
  const texts = (entry: string): string[] => {
    const value: unknown = block[entry];
    if (!Array.isArray(value)) throw wrong(entry);
    return value.map((item: unknown) => {
      if (typeof item !== 'string') throw wrong(entry);
      return item;
    });
  };
  const { steps, trajectories = steps === 0 ? 0 : 1 } = block;
  if (typeof steps !== 'number') throw wrong('steps');
  if (typeof trajectories !== 'number') throw wrong('trajectories');
  return {
    name: text('name'),
    sampler: text('sampler'),
    form: text('form'),
    quantities: texts('quantities'),
    integrated: texts('integrated'),
    standardised: texts('standardised'),
    // Locks from before there were several in a row, or requests for a metric, say neither.
    ...{ steps, trajectories },
    metric: block.metric === undefined ? '' : text('metric'),
  };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function notALock(path: string, reason: string): DiagnosticError {
  return new DiagnosticError([diagnostic(M.notALock, { path, reason })]);
}
