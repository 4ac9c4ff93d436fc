import { cholesky, solveLower, solveUpper } from '../../base/numeric/cholesky.js';
import {
  evaluate,
  sizeOf,
  topological,
  type GaussianSystem,
  type Node,
} from '../../expression/index.js';

/**
 * Elements drawn in turn creep along a direction in which the likelihood is this much flatter than along each
 * element: as many sweeps as one over it make one draw. One sweep costs about a hundredth of a NUTS trajectory.
 */
const FLATTEST = 0.01;
const ITERATIONS = 30;
/** Operations for a matrix from data beyond which it is not looked at. */
const MOST = 3e8;

/**
 * Whether no direction is much flatter, under the likelihood, than the elements of the weights: the least eigenvalue of
 * the scaled precision. What stands beside the weights, `joint` with them, is drawn in turn with them, so a direction
 * that it shares counts as flat: the precision is that with it integrated out.
 */
export function areLooselyCoupled(own: GaussianSystem, joint: GaussianSystem): boolean {
  const whole = joint.dense;
  if (own.dense === undefined) return whole === undefined;
  const n = own.dense.dimension;
  // Matrices beside the weights are no intercepts: those had better move with them.
  if (whole?.dimension !== n) return false;
  const rows = Math.max(...topological([whole.precision]).map(({ shape }) => sizeOf(shape)));
  if (rows * n > MOST) return false;
  // Scales change the size of the precision and hardly its shape: any value of theirs will do.
  const nodes = [whole.precision, own.dense.precision];
  const [matrix, alone] = evaluate(nodes, onesFor(nodes)) as [Float64Array, Float64Array];
  const roots = Float64Array.from({ length: n }, (_, i) => Math.sqrt(alone[i * n + i]!));
  const scaled = matrix.map((value, at) => value / roots[Math.floor(at / n)]! / roots[at % n]!);
  return leastEigenvalue(scaled, n) > FLATTEST;
}

function onesFor(nodes: readonly Node[]): ReadonlyMap<string, Float64Array> {
  const inputs = topological(nodes).filter(({ op }) => op === 'input');
  return new Map(
    inputs.map(({ attributes, shape }) => [
      attributes.name as string,
      new Float64Array(sizeOf(shape)).fill(1),
    ]),
  );
}

/** By inverse iteration; 0 where the matrix is not positive definite. */
function leastEigenvalue(matrix: Float64Array, n: number): number {
  const factor = new Float64Array(n * n);
  if (!matrix.every(Number.isFinite) || !cholesky(matrix, n, factor)) return 0;
  const vector = Float64Array.from({ length: n }, (_, i) => (i % 2 === 0 ? 1 : -1) + i / n);
  let value = Infinity;
  for (let k = 0; k < ITERATIONS; k++) {
    const length = Math.hypot(...vector);
    for (let i = 0; i < n; i++) vector[i] = vector[i]! / length;
    solveLower(factor, n, vector);
    solveUpper(factor, n, vector);
    value = 1 / Math.hypot(...vector);
  }
  return value;
}
