import { algebra } from './builders.js';

export const {
  constant,
  input,
  add,
  sub,
  mul,
  div,
  pow,
  maximum,
  minimum,
  lessThan,
  lessEqual,
  equal,
  neg,
  exp,
  log,
  log1p,
  expm1,
  sqrt,
  square,
  abs,
  sign,
  tanh,
  sigmoid,
  softplus,
  sin,
  cos,
  erf,
  lgamma,
  digamma,
  trigamma,
  atan,
  besselRatio,
  inverseMills,
  logBesselI0,
  logNormalCdf,
  logGammaP,
  logGammaQ,
  logBetaI,
  logStudentCdf,
  logSkewNormalCdf,
  logVonMisesMass,
  floor,
  select,
  sum,
  logSumExp,
  maxReduce,
  matmul,
  cholesky,
  logDetSpd,
  inverseSpd,
  solveSpd,
  transpose,
  gather,
  scatterAdd,
  pick,
  scatterPick,
  broadcast,
  reshape,
  slice,
  pad,
  concat,
  stack,
  windows,
  convolve,
  convolveInput,
  convolveWeights,
} = algebra;

export { algebra } from './builders.js';
export type { Algebra, Transposition } from './algebra.js';
export { constantValues, scalarValue, underScalarBroadcast } from './constant.js';
export {
  elementFunction,
  type ElementEvaluator,
  type ElementFunction,
} from './element-function.js';
export { evaluate } from './evaluate.js';
export { gradient } from './gradient.js';
export { sameShape, sizeOf, type Attribute, type Node, type Shape } from './node.js';
export { latex } from './latex.js';
export { latexSum } from './latex-sum.js';
export { symbol } from './symbol.js';
export { print } from './print.js';
export { scan } from './scan.js';
export { share, simplify } from './simplify.js';
export {
  collectStatistics,
  type CollectedStatistic,
  type Statistics,
} from './statistics/collect.js';
export { statisticShape } from './statistics/monomial.js';
export { collectQuadratic, type Quadratic, type QuadraticForm } from './quadratic/collect.js';
export { fullMatrix, type MatrixPart } from './quadratic/gram.js';
export { gaussianSystem, logNormaliser, type GaussianSystem } from './quadratic/gaussian-system.js';
export { placesOf, type Pair } from './windows.js';
export { substitute, substituteAll } from './substitute.js';
export { dependents, inputsOf, topological } from './traverse.js';
export { unitDependence, type UnitDependence } from './units/dependence.js';
export { unitView, type UnitView } from './units/view.js';
