import type { Command } from '../../src/cli/command.js';
import type { Io } from '../../src/cli/io.js';
import { main } from '../../src/cli/run.js';

export interface Ran {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Terminal {
  readonly environment?: Readonly<Record<string, string>>;
  readonly isTerminal?: boolean;
  /** Called with everything written to stderr so far, and a way to press Ctrl-C. */
  readonly watch?: (stderr: string, interrupt: () => void) => void;
  readonly commands?: readonly Command[];
}

/** Runs a command line in this process, as a terminal would show it. */
export async function bnn(argv: readonly string[], terminal: Terminal = {}): Promise<Ran> {
  const written = { stdout: '', stderr: '' };
  const listeners = new Set<() => void>();
  const interrupt = () => listeners.forEach((listener) => listener());
  const isTerminal = terminal.isTerminal ?? false;
  const io: Io = {
    stdout: { isTerminal, write: (text) => void (written.stdout += text) },
    stderr: {
      isTerminal,
      write: (text) => {
        written.stderr += text;
        terminal.watch?.(written.stderr, interrupt);
      },
    },
    environment: terminal.environment ?? {},
    onInterrupt: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    exit: (status) => {
      throw new Error(`exit ${String(status)}`);
    },
  };
  const status = await main(argv, io, ...(terminal.commands ? [terminal.commands] : []));
  return { status, ...written };
}
