import type { Executable } from '../../backend/backend.js';
import type { Node } from '../../expression/index.js';
import type { LogDensity } from '../../samplers/kernel.js';
import {
  boxPenalty,
  centredPenalty,
  joinedPenalty,
  rowPenalty,
  type Penalty,
} from '../../samplers/proximal/penalty.js';
import { createProximalDensity } from '../../samplers/proximal/proximal-density.js';
import type { CoordinatePenalty } from './penalties.js';
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
  const centres = new Float64Array(dimension);
  const weights = penalties.map(
    ({ start, end, groupSize }) => new Float64Array((end - start) / groupSize),
  );
  const targets = penalties.flatMap(({ start, end }, i) => [
    weights[i]!,
    centres.subarray(start, end),
  ]);
  const reading: LogDensity = {
    dimension,
    evaluate(position, gradient) {
      const value = smooth.evaluate(position, gradient);
      targets.forEach((target, i) => {
        spread(parameters[i]!, target);
      });
      return value;
    },
    ...(smooth.exact && { exact: smooth.exact }),
  };
  const joined = joinedPenalty(
    penalties.map(({ start, end, groupSize }, i) => {
      return { start, end, penalty: rowPenalty(groupSize, weights[i]!) };
    }),
  );
  const unbounded = centredPenalty(joined, centres);
  const { penalty, nearest, pulls } = watched(bounded(unbounded, penalties, dimension), dimension);
  const density = createProximalDensity(dimension, penalty, { smooth: reading });
  if (parameterSlopes.nodes.length === 0) return density;
  const fills = penalties.flatMap((own, i) => {
    const { start, end, groupSize, distance: length, slope, box } = own;
    const of = ({ attributes }: Node) => slopes.inputs.get(attributes.name as string);
    const [lengths, gradients] = [of(length), of(slope)];
    return () => {
      gradients?.set(pulls.subarray(start, end));
      for (let k = 0; box && k < (gradients?.length ?? 0); k++) {
        const side = Math.sign(nearest[start + k]! - centres[start + k]!);
        // At an end the pull is of the end besides.
        if (side !== 0) gradients![k] = side * weights[i]![k]!;
      }
      for (let g = 0; g < (lengths?.length ?? 0); g++) {
        lengths![g] = distance(nearest, centres, start + g * groupSize, groupSize);
      }
    };
  });
  return {
    ...density,
    evaluate(position, gradient) {
      const value = density.evaluate(position, gradient);
      for (const fill of fills) fill();
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

/** A penalty with the boxes that some coordinates are kept in. */
function bounded(
  penalty: Penalty,
  parts: readonly CoordinatePenalty[],
  dimension: number,
): Penalty {
  if (parts.every(({ box }) => box === undefined)) return penalty;
  const lower = new Float64Array(dimension).fill(-Infinity);
  const upper = new Float64Array(dimension).fill(Infinity);
  for (const { start, box } of parts) {
    if (box === undefined) continue;
    lower.set(box.lower, start);
    upper.set(box.upper, start);
  }
  return boxPenalty(lower, upper, penalty);
}

/** A penalty that leaves behind what its proximal operator found last. */
function watched(inner: Penalty, dimension: number) {
  const nearest = new Float64Array(dimension);
  const pulls = new Float64Array(dimension);
  const penalty: Penalty = {
    ...inner,
    prox(x, smoothing, out) {
      inner.prox(x, smoothing, out);
      nearest.set(out);
      for (let i = 0; i < dimension; i++) pulls[i] = (x[i]! - out[i]!) / smoothing[i]!;
    },
  };
  return { penalty, nearest, pulls };
}

function distance(a: Float64Array, b: Float64Array, start: number, size: number): number {
  let squares = 0;
  for (let i = start; i < start + size; i++) squares += (a[i]! - b[i]!) ** 2;
  return Math.sqrt(squares);
}
