import type { Diagnostic } from '../base/diagnostic.js';
import { diagnostic } from '../base/message.js';
import { CLI_MESSAGES } from './messages.js';

/** Which numbers an option takes. */
export interface Limit {
  readonly option: string;
  /** The quantity in words. */
  readonly name: string;
  readonly whole: boolean;
  readonly range: string;
  readonly example: string;
  allows(value: number): boolean;
}

export const LIMITS = {
  chains: {
    option: '--chains',
    name: 'the number of chains',
    whole: true,
    range: 'between 1 and 1000',
    example: '4',
    allows: (n) => n >= 1 && n <= 1000,
  },
  warmup: {
    option: '--warmup',
    name: 'the number of warm-up iterations',
    whole: true,
    range: 'at least 0',
    example: '1000',
    allows: (n) => n >= 0,
  },
  draws: {
    option: '--draws',
    name: 'the number of draws a chain',
    whole: true,
    range: 'at least 1',
    example: '1000',
    allows: (n) => n >= 1,
  },
  adaptDelta: {
    option: '--adapt-delta',
    name: 'the acceptance rate aimed at',
    whole: false,
    range: 'between 0 and 1, both excluded',
    example: '0.9',
    allows: (x) => x > 0 && x < 1,
  },
  maxTreedepth: {
    option: '--max-treedepth',
    name: 'the greatest tree depth',
    whole: true,
    range: 'between 1 and 20',
    example: '10',
    allows: (n) => n >= 1 && n <= 20,
  },
  workers: {
    option: '--workers',
    name: 'the number of worker threads',
    whole: true,
    range: 'between 1 and 1000',
    example: '2',
    allows: (n) => n >= 1 && n <= 1000,
  },
} as const satisfies Readonly<Record<string, Limit>>;

/** What is wrong with a number, if anything. */
export function limitProblem(limit: Limit, value: number): Diagnostic | undefined {
  const { option, name, range, example } = limit;
  const given = String(value);
  if (!Number.isFinite(value) || (limit.whole && !Number.isSafeInteger(value))) {
    const kind = limit.whole ? 'a whole number' : 'a number';
    return diagnostic(CLI_MESSAGES.notANumber, { option, given, kind, example });
  }
  if (limit.allows(value)) return undefined;
  return diagnostic(CLI_MESSAGES.outOfRange, { option, given, name, range, example });
}
