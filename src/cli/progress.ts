import { MultiBar, type SingleBar } from 'cli-progress';
import pc from 'picocolors';
import type { Io } from './io.js';

/** How far one chain has come. */
export interface ChainProgress {
  /** From 1. */
  readonly chain: number;
  /** Iterations done, warm-up included. */
  readonly done: number;
  readonly warmup: number;
  readonly draws: number;
  readonly divergences: number;
}

/** Shows chains at work on stderr. */
export interface ProgressDisplay {
  update(progress: ChainProgress): void;
  /** Leaves the terminal as it was found. */
  end(): void;
}

/** A bar a chain on a terminal, else a line now and then. */
export function progressDisplay(io: Io, color: boolean): ProgressDisplay {
  return io.stderr.stream === undefined
    ? lines((line) => io.stderr.write(`${line}\n`))
    : bars(io.stderr.stream, color);
}

/** Nothing is shown. */
export const SILENT: ProgressDisplay = { update: () => undefined, end: () => undefined };

const QUIET_SECONDS = 2;

/** A line a chain at the end of each phase, and between when a tenth more is done and two seconds are past. */
export function lines(
  print: (line: string) => void,
  seconds: () => number = () => performance.now() / 1000,
): ProgressDisplay {
  const last = new Map<number, { tenth: number; at: number; phase: string }>();
  return {
    update(p) {
      const total = p.warmup + p.draws;
      const now = { tenth: Math.floor((10 * p.done) / total), at: seconds(), phase: phaseOf(p) };
      const before = last.get(p.chain) ?? { tenth: 0, at: now.at, phase: 'warm-up' };
      const due = now.tenth > before.tenth && now.at - before.at >= QUIET_SECONDS;
      if (due || now.phase !== before.phase) {
        print(`chain ${String(p.chain)}: ${describe(p)}`);
        last.set(p.chain, now);
      } else last.set(p.chain, before);
    },
    end: () => undefined,
  };
}

function describe(p: ChainProgress): string {
  const phase = phaseOf(p);
  const count =
    phase === 'warm-up'
      ? `${String(p.done)} of ${String(p.warmup)}`
      : `${String(p.done - p.warmup)} of ${String(p.draws)} draws`;
  return `${phase} ${count}${divergencesOf(p)}`;
}

function phaseOf(p: ChainProgress): 'warm-up' | 'sampling' | 'done' {
  if (p.done >= p.warmup + p.draws) return 'done';
  return p.done < p.warmup ? 'warm-up' : 'sampling';
}

function divergencesOf({ divergences }: ChainProgress): string {
  if (divergences === 0) return '';
  return `, ${String(divergences)} divergence${divergences === 1 ? '' : 's'}`;
}

function bars(stream: NodeJS.WriteStream, color: boolean): ProgressDisplay {
  const paint = pc.createColors(color);
  const multi = new MultiBar({
    stream,
    format: `chain {chain} ${paint.cyan('{bar}')} {percentage}%  {phase}  ETA {eta_formatted}{divergences}`,
    barCompleteChar: '\u2588',
    barIncompleteChar: '\u2591',
    barsize: 30,
    hideCursor: true,
    // Ctrl-C is ours: it checkpoints.
    gracefulExit: false,
    autopadding: true,
  });
  const made = new Map<number, SingleBar>();
  return {
    update(p) {
      const payload = {
        chain: p.chain,
        phase: phaseOf(p).padEnd(8),
        divergences: paint.yellow(divergencesOf(p)),
      };
      const bar = made.get(p.chain);
      if (bar !== undefined) bar.update(p.done, payload);
      // A resumed chain starts where it was, so that the ETA is that of what is left.
      else made.set(p.chain, multi.create(p.warmup + p.draws, p.done, payload));
    },
    end: () => multi.stop(),
  };
}
