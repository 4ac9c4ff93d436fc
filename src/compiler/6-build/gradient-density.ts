import type { Backend } from '../../backend/backend.js';
import type { LogDensity } from '../../samplers/kernel.js';
import { ownNames, positionWriter } from './coordinates.js';
import { penaltyNames } from './penalties.js';
import { penalisedDensity } from './penalised-density.js';
import { slopesInFull, slopesInSingle, type PrecisionChoice } from './slopes.js';
import { loader, type Layout } from './state.js';
import type { UnconstrainedBlock } from './unconstrained.js';

export interface GradientDensity {
  readonly density: LogDensity;
  /** Refreshes what the density reads of other blocks, and says whether that changed. */
  load(): boolean;
  readonly precision?: PrecisionChoice | undefined;
}

/** Log density and slopes of a block; `single`: of the backend's precision for slopes that are only followed. */
export function gradientDensity(
  block: UnconstrainedBlock,
  backend: Backend,
  layout: Layout,
  values: Float64Array,
  { single }: { readonly single: boolean },
): GradientDensity {
  const { penalties, gradients } = block;
  const outputs = [
    block.logDensity,
    ...gradients,
    ...penalties.flatMap((p) => [p.weight, p.centre]),
  ];
  const make = single && backend.slopes !== undefined ? slopesInSingle : slopesInFull;
  const joint = make(outputs, block, { backend, layout, values });
  const [value, ...derivatives] = joint.outputs.slice(0, gradients.length + 1);
  const { exact } = joint;
  const smooth: LogDensity = {
    dimension: block.dimension,
    evaluate(position, gradient) {
      joint.at(position);
      for (let i = 0; i < derivatives.length; i++) {
        const slope = derivatives[i]!;
        const { start, end } = block.ranges[i]!;
        const step = slope.length === 1 ? 0 : 1;
        for (let k = start; k < end; k++) gradient[k] = slope[(k - start) * step]!;
      }
      return value![0]!;
    },
    ...(exact && { exact }),
  };
  const { load, precision } = joint;
  if (penalties.length === 0) return { load, precision, density: smooth };
  const varying = new Set([...ownNames(block), ...penaltyNames(penalties)]);
  const slopes = backend.compile(block.parameterSlopes.nodes, varying);
  const loadSlopes = loader(slopes, layout, values);
  const parameters = joint.outputs.slice(gradients.length + 1);
  const penalised = { slopes, parameters, write: positionWriter(slopes, block) };
  return {
    precision,
    density: penalisedDensity(smooth, block, penalised),
    load() {
      const changed = load();
      return loadSlopes() || changed;
    },
  };
}
