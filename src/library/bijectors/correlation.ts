import { add, cholesky, mul } from '../../expression/index.js';
import { constantMatrix, crossed, eachMatrix, platesOf, repeated, sumEvent } from '../events.js';
import type { Bijector } from './bijector.js';
import { choleskyCorrelation, logLeft } from './cholesky-correlation.js';

/** Onto correlation matrices R = L L', by their factors. Stan Reference Manual, "Correlation matrices". */
export const correlation: Bijector = {
  name: 'correlation',
  coordinates: (shape) => choleskyCorrelation.coordinates(shape),
  forward: (u) => crossed(choleskyCorrelation.forward(u)),
  /** A column of L below the diagonal becomes one of R times the element on the diagonal. */
  logDetJacobian(u) {
    const logs = logLeft(u);
    const size = logs.shape.at(-1)!;
    const counts = constantMatrix(size, size, (i, j) => (i === j ? size - 1 - i : 0));
    const weighted = mul(logs, repeated(counts, platesOf(logs.shape, 2)));
    return add(choleskyCorrelation.logDetJacobian(u), sumEvent(weighted, 2));
  },
  inverseNode: (x) => choleskyCorrelation.inverseNode(eachMatrix(x, cholesky)),
};
