import type { NutsInfo } from '../nuts.js';
import type { StaticHmcInfo } from '../static-hmc.js';
import { createDualAveraging } from './dual-averaging.js';
import { createRobbinsMonro } from './robbins-monro.js';
import type { StepSizeRule } from './step-size-rule.js';

/** A statistic of a move: its name, and how it is read. */
type Column<Info> = readonly [name: string, read: (info: Info) => number];

/** What trajectories say of themselves, and how their step size is found. */
export interface Manner<Info> {
  readonly columns: readonly Column<Info>[];
  createRule(stepSize: number, target: number): StepSizeRule;
  /** Whether a new metric has the step size looked for by single steps, which say little of whole trajectories. */
  readonly searches: boolean;
}

const FIRST: readonly Column<StaticHmcInfo>[] = [
  ['accept_stat', ({ acceptStat }) => acceptStat],
  ['stepsize', ({ stepSize }) => stepSize],
];
const LAST: readonly Column<StaticHmcInfo>[] = [
  ['n_leapfrog', ({ leapfrogs }) => leapfrogs],
  ['divergent', ({ divergent }) => (divergent ? 1 : 0)],
  ['energy', ({ energy }) => energy],
];

export const UNTIL_TURN: Manner<NutsInfo> = {
  columns: [...FIRST, ['treedepth', ({ treedepth }) => treedepth], ...LAST],
  createRule: createDualAveraging,
  searches: true,
};

export const FIXED_LENGTH: Manner<StaticHmcInfo> = {
  columns: [...FIRST, ...LAST],
  createRule: createRobbinsMonro,
  searches: false,
};
