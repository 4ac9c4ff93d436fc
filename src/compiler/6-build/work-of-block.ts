import { sizeOf } from '../../expression/index.js';
import { work, workOfFactors } from '../4-condition/work.js';
import { CHOSEN, type PlannedBlock, type SamplingPlan } from '../5-assign/plan.js';
import type { UnconstrainedBlock } from './unconstrained.js';

/** Operations of one evaluation of a block, roughly, or of its whole draw where that is exact. */
export function workOf(planned: PlannedBlock, space: UnconstrainedBlock | undefined): number {
  const { sampler, normal, conditionals, units } = planned;
  if (units !== undefined) return work([units.units.logDensity]);
  if (space !== undefined) {
    const needsGradient = sampler !== 'slice' && sampler !== 'elliptical';
    return work([space.logDensity, ...(needsGradient ? space.gradients : [])]);
  }
  if (normal !== undefined) return work([normal.system.logDeterminant, ...normal.mean]);
  const factors = [...new Set(conditionals.flatMap((conditional) => conditional.factors))];
  return workOfFactors(factors) * evaluations(planned);
}

/** Of all factors, in one draw. */
function evaluations({ sampler, conditionals }: PlannedBlock): number {
  const [{ form, variable }] = conditionals as [(typeof conditionals)[0]];
  if (sampler === 'spike_slab') return sizeOf(variable.shape);
  if (form.kind !== 'discrete') return 1;
  return form.elementwise ? Math.max(...form.counts) : form.counts.reduce((sum, n) => sum + n, 0);
}

/** Evaluations of a move, as far as they can be told before a run. */
const EVALUATIONS: Readonly<Record<string, number>> = { nuts: 7, [CHOSEN]: 7, slice: 5 };

/**
 * What it takes to come to a block and leave it, streams, coordinates and loading, as operations: 5 to 8 microseconds
 * were measured, and 3.5 operations a nanosecond in evaluations.
 */
const ENTRY = 20_000;

/** Operations of the rest of a sweep, over those of one evaluation of a block. */
export function restOf({ blocks }: SamplingPlan, works: readonly number[], of: number): number {
  const evaluations = blocks.map(({ sampler, steps, trajectories = 1 }) =>
    steps === undefined ? (EVALUATIONS[sampler] ?? 1) : steps * trajectories,
  );
  const all = evaluations.map((count, i) => (i === of ? 0 : count * works[i]!) + ENTRY);
  return all.reduce((sum, work) => sum + work, 0) / works[of]!;
}
