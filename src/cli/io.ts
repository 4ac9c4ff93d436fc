/** Where a command writes and what it may know of its surroundings; tests inject their own. */
export interface Io {
  readonly stdout: Output;
  readonly stderr: Output;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Calls the listener at every Ctrl-C until the returned function is called. */
  onInterrupt(listener: () => void): () => void;
  /** Ends the process at once. */
  exit(status: number): void;
}

export interface Output {
  readonly isTerminal: boolean;
  /** Width in characters, of a terminal. */
  readonly columns?: number;
  write(text: string): void;
  /** The stream itself, for progress bars; only a terminal has one. */
  readonly stream?: NodeJS.WriteStream;
}

/** The real terminal. */
export function processIo(): Io {
  return {
    stdout: output(process.stdout),
    stderr: output(process.stderr),
    environment: process.env,
    onInterrupt(listener) {
      process.on('SIGINT', listener).on('SIGTERM', listener);
      return () => process.off('SIGINT', listener).off('SIGTERM', listener);
    },
    exit: (status) => process.exit(status),
  };
}

function output(stream: NodeJS.WriteStream): Output {
  // A reader that goes away (`bnn draws ... | head`) ends the command, and is no fault.
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
    throw error;
  });
  return {
    isTerminal: stream.isTTY,
    write: (text) => void stream.write(text),
    ...(stream.isTTY ? { stream, columns: stream.columns } : {}),
  };
}

/** Whether to colour what goes to this output: https://no-color.org, and `--no-color`. */
export function wantsColor(output: Output, io: Io, argv: readonly string[]): boolean {
  const refused = argv.includes('--no-color') || (io.environment['NO_COLOR'] ?? '') !== '';
  return output.isTerminal && !refused;
}
