import { readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { DiagnosticError } from '../../base/diagnostic.js';
import { diagnostic } from '../../base/message.js';
import { ENGINE_MESSAGES } from '../messages.js';
import { isMissing } from './damage.js';
import { LOCK } from './layout.js';

/** The process that writes a run. */
interface Holder {
  readonly pid: number;
  readonly host: string;
  /** When the process began, where the system says: process ids are used again. */
  readonly begun: string;
}

const BEAT_SECONDS = 10;
/** A holder on another machine is gone when its lock has not been touched for this long. */
const GONE_SECONDS = 60;
/** A lock without a holder's name is being written now, or its writer was killed at it. */
const WRITING_SECONDS = 2;

/** Held while a process writes a run, so that no second one does. */
export class RunLock {
  private readonly beat: NodeJS.Timeout;

  private constructor(private file: string) {
    this.beat = setInterval(() => {
      touch(this.file);
    }, BEAT_SECONDS * 1000);
    this.beat.unref();
  }

  /** Throws where another process holds the run; the lock of a process that is gone is taken over. */
  static acquire(directory: string): RunLock {
    const file = join(directory, LOCK);
    for (;;) {
      try {
        writeFileSync(file, JSON.stringify(thisProcess()), { flag: 'wx' });
        return new RunLock(file);
      } catch (thrown) {
        if (!isTaken(thrown)) throw thrown;
      }
      const holder = readHolder(file);
      if (isHeld(holder, file)) throw heldBy(holder, directory, file);
      takeAway(file, holder);
    }
  }

  /** The directory that it lies in was renamed. */
  moved(directory: string): void {
    this.file = join(directory, LOCK);
  }

  release(): void {
    clearInterval(this.beat);
    const ours = JSON.stringify(readHolder(this.file)) === JSON.stringify(thisProcess());
    if (ours) rmSync(this.file, { force: true });
  }
}

function thisProcess(): Holder {
  return { pid: process.pid, host: hostname(), begun: beginningOf(process.pid) };
}

/** Undefined where the file is gone or was left half written. */
function readHolder(file: string): Holder | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Holder;
  } catch (thrown) {
    if (isMissing(thrown) || thrown instanceof SyntaxError) return undefined;
    throw thrown;
  }
}

function isHeld(holder: Holder | undefined, file: string): boolean {
  return holder === undefined ? secondsSinceTouched(file) < WRITING_SECONDS : isAlive(holder, file);
}

function isAlive({ pid, host, begun }: Holder, file: string): boolean {
  if (host !== hostname()) return secondsSinceTouched(file) < GONE_SECONDS;
  try {
    process.kill(pid, 0);
  } catch (thrown) {
    // EPERM: it is there, and another user's.
    if (!(thrown instanceof Error && 'code' in thrown && thrown.code === 'EPERM')) return false;
  }
  return begun === beginningOf(pid);
}

/** Boot and start time of a process on Linux; elsewhere nothing tells two apart. */
function beginningOf(pid: number): string {
  if (process.platform !== 'linux') return '';
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    const status = readFileSync(`/proc/${String(pid)}/stat`, 'utf8');
    // The command, in parentheses, may hold spaces; the start time is the 20th field after it.
    const started = status.slice(status.lastIndexOf(')') + 2).split(' ')[19] ?? '';
    return `${boot} ${started}`;
  } catch {
    return '';
  }
}

/** Moves a dead holder's lock aside, unless another process was quicker to replace it. */
function takeAway(file: string, dead: Holder | undefined): void {
  const aside = `${file}.${String(process.pid)}`;
  try {
    renameSync(file, aside);
  } catch (thrown) {
    if (isMissing(thrown)) return;
    throw thrown;
  }
  const taken = readHolder(aside);
  if (JSON.stringify(taken) === JSON.stringify(dead)) rmSync(aside);
  else renameSync(aside, file);
}

function secondsSinceTouched(file: string): number {
  return (Date.now() - (statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0)) / 1000;
}

function touch(file: string): void {
  try {
    utimesSync(file, new Date(), new Date());
  } catch {
    // A lock that someone deleted is theirs to answer for; the run itself goes on.
  }
}

function isTaken(thrown: unknown): boolean {
  return thrown instanceof Error && 'code' in thrown && thrown.code === 'EEXIST';
}

function heldBy(holder: Holder | undefined, directory: string, file: string): DiagnosticError {
  const { pid, host } = holder ?? { pid: 'that begins now', host: hostname() };
  return new DiagnosticError([diagnostic(ENGINE_MESSAGES.locked, { directory, pid, host, file })]);
}
