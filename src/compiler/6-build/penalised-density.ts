import type { Executable } from '../../backend/backend.js';
import type { LogDensity } from '../../samplers/kernel.js';
import { centredPenalty, laplacePenalty, type Penalty } from '../../samplers/proximal/penalty.js';
import { createProximalDensity } from '../../samplers/proximal/proximal-density.js';
import { spread } from './state.js';
import type { UnconstrainedBlock } from './unconstrained.js';

/** What the penalties of a block are computed with. */
export interface PenaltyExecutables {
  /** The block's `parameterSlopes`. */
  readonly slopes: Executable;
  /** Weight and centre of each penalty in turn, as the smooth density leaves them when it is evaluated. */
  readonly parameters: readonly Float64Array[];
  /** Writes a position to what `slopes` reads. */
  readonly write: (position: Float64Array) => void;
}

/** The smooth density with the penalties, whose weights and centres may vary with other coordinates of the block. */
export function penalisedDensity(
  smooth: LogDensity,
  { penalties, parameterSlopes }: UnconstrainedBlock,
  { slopes, parameters, write }: PenaltyExecutables,
): LogDensity {
  const { dimension } = smooth;
  const [weights, centres] = [new Float64Array(dimension), new Float64Array(dimension)];
  const targets = penalties.flatMap(({ start, end }) =>
    [weights, centres].map((array) => array.subarray(start, end)),
  );
  const reading: LogDensity = {
    dimension,
    evaluate(position, gradient) {
      const value = smooth.evaluate(position, gradient);
      targets.forEach((target, i) => {
        spread(parameters[i]!, target);
      });
      return value;
    },
  };
  const { penalty, distances, pulls } = watched(
    centredPenalty(laplacePenalty(weights), centres),
    centres,
  );
  const density = createProximalDensity(dimension, penalty, { smooth: reading });
  if (parameterSlopes.nodes.length === 0) return density;
  const views = penalties.flatMap(({ start, end, distance, slope }) =>
    [[distance, distances] as const, [slope, pulls] as const].flatMap(([node, from]) => {
      const view = slopes.inputs.get(node.attributes.name as string);
      return view === undefined ? [] : [{ view, from: from.subarray(start, end) }];
    }),
  );
  return {
    ...density,
    evaluate(position, gradient) {
      const value = density.evaluate(position, gradient);
      for (const { view, from } of views) view.set(from);
      write(position);
      slopes.run();
      parameterSlopes.ranges.forEach(({ start, end }, i) => {
        const slope = slopes.outputs[i]!;
        const step = slope.length === 1 ? 0 : 1;
        for (let k = start; k < end; k++) gradient[k] = gradient[k]! - slope[(k - start) * step]!;
      });
      return value;
    },
  };
}

/** A penalty that leaves behind what its proximal operator found last. */
function watched(inner: Penalty, centres: Float64Array) {
  const distances = new Float64Array(centres.length);
  const pulls = new Float64Array(centres.length);
  const penalty: Penalty = {
    value: (x) => inner.value(x),
    prox(x, smoothing, out) {
      inner.prox(x, smoothing, out);
      for (let i = 0; i < out.length; i++) {
        distances[i] = Math.abs(out[i]! - centres[i]!);
        pulls[i] = (x[i]! - out[i]!) / smoothing[i]!;
      }
    },
  };
  return { penalty, distances, pulls };
}
