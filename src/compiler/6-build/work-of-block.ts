import { sizeOf } from '../../expression/index.js';
import { work, workOfFactors } from '../4-condition/work.js';
import type { PlannedBlock } from '../5-assign/plan.js';
import type { UnconstrainedBlock } from './unconstrained.js';

/** Operations of one evaluation of a block, roughly, or of its whole draw where that is exact. */
export function workOf(planned: PlannedBlock, space: UnconstrainedBlock | undefined): number {
  const { sampler, normal, conditionals } = planned;
  if (space !== undefined) {
    const needsGradient = sampler !== 'slice' && sampler !== 'elliptical';
    return work([space.logDensity, ...(needsGradient ? space.gradients : [])]);
  }
  if (normal !== undefined) return work([normal.system.logDeterminant, ...normal.system.mean]);
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
