import type { ProgressEvent, RunResult } from '../../index.js';
import type { Context, Outcome } from '../command.js';
import { summaryDocument } from '../documents.js';
import { progressDisplay, SILENT } from '../progress.js';
import { summaryStatus, summaryText } from './summary-text.js';

interface Plan {
  readonly warmup: number;
  readonly draws: number;
  /** Said once the chains are at work, so that a run that cannot begin promises nothing. */
  readonly announcement: string;
}

/** What a session of chains is given: a place for progress, and the signal that Ctrl-C gives. */
export interface Session {
  readonly onProgress: (event: ProgressEvent) => void;
  readonly signal: AbortSignal;
}

/**
 * Runs chains under Ctrl-C: the first lets every chain checkpoint, the second ends the process. Shows
 * progress unless a document is asked for.
 */
export async function runSession(
  { warmup, draws, announcement }: Plan,
  { io, json, color }: Context,
  work: (session: Session) => Promise<RunResult>,
): Promise<RunResult> {
  const controller = new AbortController();
  const display = json ? SILENT : progressDisplay(io, color.stderr);
  const release = io.onInterrupt(() => {
    if (controller.signal.aborted) io.exit(130);
    controller.abort();
    if (!json) io.stderr.write('\nstopping at the next checkpoint; Ctrl-C again stops at once\n');
  });
  let announced = json;
  const onProgress = ({ chain, iteration, divergences }: ProgressEvent) => {
    if (!announced) io.stderr.write(`${announcement}\n`);
    announced = true;
    display.update({ chain, done: iteration, warmup, draws, divergences });
  };
  try {
    return await work({ onProgress, signal: controller.signal });
  } finally {
    release();
    display.end();
  }
}

/** A session's end: the summary, or how to go on. */
export function sessionOutcome(result: RunResult, context: Context): Outcome {
  const { directory, summary } = result;
  const again = `bnn resume ${shellWord(directory)}`;
  if (summary === undefined) {
    return {
      status: 130,
      document: () => ({ directory, interrupted: true, resume: again }),
      text: () => `interrupted; everything done so far is kept: ${again}`,
    };
  }
  return {
    status: summaryStatus(summary),
    document: () => ({ ...summaryDocument(summary), interrupted: false }),
    text: () => [summaryText(summary, false, context), '', `the run is in ${directory}`].join('\n'),
  };
}

/** A path as it must be typed. */
function shellWord(path: string): string {
  return /^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
}
