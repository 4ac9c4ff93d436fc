import type { PlannedBlock, SamplingPlan } from './5-assign/plan.js';
import type { GaussianBlock } from './4-condition/gaussian.js';

/** Raised when an older reader would misread what is written. */
export const LOCK_FORMAT = 1;

/** What a block does, free of what only the data decide, such as its sizes. */
export interface LockedBlock {
  readonly name: string;
  readonly sampler: string;
  /** The family of its full conditional, or what is known of its density. */
  readonly form: string;
  readonly quantities: readonly string[];
  readonly integrated: readonly string[];
  readonly standardised: readonly string[];
  /** Leapfrog steps; 0 where the sampler has none to fix. */
  readonly steps: number;
  /** Of so many steps each, in a row; 0 where these are not fixed. */
  readonly trajectories: number;
  /** Of trajectories; empty where none was asked for, which is a diagonal one. */
  readonly metric: string;
}

/** A plan that a later compiler is held to: blocks in the order of one sweep. */
export interface PlanLock {
  readonly lock: typeof LOCK_FORMAT;
  /** Version of the compiler that made the plan. */
  readonly package: string;
  readonly model: string;
  readonly blocks: readonly LockedBlock[];
}

export function lockedBlocks({ blocks }: SamplingPlan): readonly LockedBlock[] {
  return blocks.map((block) => ({
    name: block.name,
    sampler: block.sampler,
    form: formOf(block),
    quantities: block.conditionals.map(({ variable }) => variable.name),
    integrated: (block.integrated ?? []).flatMap(namesIn),
    standardised: (block.standardised ?? []).map(({ variable }) => variable.name),
    steps: block.steps ?? 0,
    trajectories: block.steps === undefined ? 0 : (block.trajectories ?? 1),
    metric: block.metric ?? '',
  }));
}

function namesIn({ variables }: GaussianBlock): string[] {
  return variables.map(({ name }) => name);
}

function formOf({ normal, conditionals, sampler }: PlannedBlock): string {
  if (normal !== undefined) return 'multivariate normal';
  const [only, ...others] = conditionals;
  if (only === undefined || others.length > 0 || sampler !== 'gibbs') return 'density';
  return only.form.kind === 'exponential' ? only.form.family.name : only.form.kind;
}

/** One phrase for every block that is not as it was locked; empty where the plans are the same. */
export function planChanges(
  locked: readonly LockedBlock[],
  now: readonly LockedBlock[],
): readonly string[] {
  const gone = without(locked, now);
  const fresh = without(now, locked);
  const changes: string[] = [];
  for (const block of gone) {
    const at = partnerOf(block, fresh);
    if (at < 0) changes.push(`${titleOf(block)} is gone`);
    else changes.push(changeOf(block, fresh.splice(at, 1)[0]!));
  }
  changes.push(...fresh.map((block) => `${titleOf(block)} is new`));
  if (changes.length > 0 || sameText(locked, now)) return changes;
  const order = now.map(titleOf).join(', then ');
  return [`the order of a sweep is ${order}`];
}

const FACTS = [
  ...(['sampler', 'form', 'quantities', 'integrated', 'standardised'] as const),
  ...(['steps', 'trajectories', 'metric'] as const),
];

function changeOf(locked: LockedBlock, now: LockedBlock): string {
  const different = FACTS.filter((fact) => !sameText(locked[fact], now[fact]));
  const facts = different.map((fact) => `${fact} ${shown(now[fact])}, not ${shown(locked[fact])}`);
  return `${now.name} has ${facts.join(' and ')}`;
}

function shown(fact: string | number | readonly string[]): string {
  if (typeof fact !== 'object') return String(fact);
  return fact.length === 0 ? 'none' : fact.join(', ');
}

/** The block of the same name, if possible of the same sampler too. */
function partnerOf({ name, sampler }: LockedBlock, blocks: readonly LockedBlock[]): number {
  const exact = blocks.findIndex((other) => other.name === name && other.sampler === sampler);
  return exact >= 0 ? exact : blocks.findIndex((other) => other.name === name);
}

/** The blocks of `from` that `others` do not hold, each counted as often as it occurs. */
function without(from: readonly LockedBlock[], others: readonly LockedBlock[]): LockedBlock[] {
  const left = [...others];
  return from.filter((block) => {
    const at = left.findIndex((other) => sameText(block, other));
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

function titleOf({ name, sampler }: LockedBlock): string {
  return `${name} (${sampler})`;
}

function sameText(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
