import {
  matmul,
  mul,
  neg,
  reshape,
  solveSpd,
  sum,
  transpose,
  type Node,
} from '../expression/index.js';
import { logDetOf } from './diagonal-matrix.js';
import { asRows, eachPlate, platesOf } from './events.js';

/** Of covariance matrices A, which are one or one for each plate: what normal densities need. */
export interface ByCovariance {
  /** r' A^-1 r for each vector r of the last axis. */
  readonly distance: Node;
  /** Log determinants: one, or one for each plate. */
  readonly logDeterminant: Node;
}

export function byCovariance(r: Node, cov: Node): ByCovariance {
  if (cov.shape.length === 2) {
    return { distance: distances(r, cov), logDeterminant: logDeterminant(cov) };
  }
  const plates = platesOf(r.shape, 1);
  return {
    distance: eachPlate(
      plates,
      [
        [r, 1],
        [cov, 2],
      ],
      (own, matrix) => distances(own!, matrix!),
    ),
    logDeterminant: eachPlate(plates, [[cov, 2]], (matrix) => logDeterminant(matrix!)),
  };
}

/** The precision that a covariance is the inverse of, where it is written so. */
function precisionOf(cov: Node): Node | undefined {
  return cov.op === 'inverseSpd' ? cov.inputs[0] : undefined;
}

function logDeterminant(cov: Node): Node {
  const precision = precisionOf(cov);
  return precision ? neg(logDetOf(precision)) : logDetOf(cov);
}

function distances(r: Node, cov: Node): Node {
  const precision = precisionOf(cov);
  if (r.shape.length === 1) {
    return sum(mul(r, precision ? matmul(precision, r) : solveSpd(cov, r)));
  }
  const columns = transpose(asRows(r));
  const solved = precision ? matmul(precision, columns) : solveSpd(cov, columns);
  return reshape(sum(mul(columns, solved), [0]), platesOf(r.shape, 1));
}
