import { DiagnosticError, type Diagnostic } from '../base/diagnostic.js';
import { diagnostic } from '../base/message.js';
import { ENGINE_MESSAGES } from './messages.js';
import type { RunSettings, SessionOptions } from './specification.js';

interface Rule {
  readonly holds: (value: number) => boolean;
  readonly range: string;
  readonly example: number;
}

const atLeast = (least: number, example: number): Rule => ({
  holds: (value) => Number.isSafeInteger(value) && value >= least,
  range: `a whole number, ${String(least)} or more`,
  example,
});
const positive = (example: number): Rule => ({
  holds: (value) => value > 0,
  range: 'greater than 0',
  example,
});

const RULES = {
  chains: atLeast(1, 4),
  warmup: atLeast(0, 1000),
  draws: atLeast(1, 1000),
  maxTreedepth: atLeast(1, 10),
  workers: atLeast(1, 2),
  checkpointEvery: atLeast(1, 100),
  checkpointSeconds: positive(10),
  adaptDelta: {
    holds: (value) => value > 0 && value < 1,
    range: 'between 0 and 1, both excluded',
    example: 0.8,
  },
} as const satisfies Readonly<Record<string, Rule>>;

/** Throws with every setting that is out of range. */
export function requireSettings(given: Partial<RunSettings> & SessionOptions): void {
  const problems: Diagnostic[] = [];
  for (const setting of Object.keys(RULES) as (keyof typeof RULES)[]) {
    const value = given[setting];
    const { holds, range, example } = RULES[setting];
    if (value === undefined || holds(value)) continue;
    const values = { setting, given: value, range, example };
    problems.push(diagnostic(ENGINE_MESSAGES.badSetting, values));
  }
  if (problems.length > 0) throw new DiagnosticError(problems);
}
