import type { Distribution } from '../distribution.js';
import { bernoulli } from './bernoulli.js';
import { beta } from './beta.js';
import { betaBinomial } from './beta-binomial.js';
import { binomial } from './binomial.js';
import { categorical } from './categorical.js';
import { cauchy } from './cauchy.js';
import { chiSquare } from './chi-square.js';
import { dirichlet } from './dirichlet.js';
import { dirichletMultinomial } from './dirichlet-multinomial.js';
import { degenerate } from './degenerate.js';
import { discreteUniform } from './discrete-uniform.js';
import { elasticNet } from './elastic-net.js';
import { expModNormal } from './exp-mod-normal.js';
import { exponential } from './exponential.js';
import { flat } from './flat.js';
import { flatPositive } from './flat-positive.js';
import { frechet } from './frechet.js';
import { gamma } from './gamma.js';
import { geometric } from './geometric.js';
import { gumbel } from './gumbel.js';
import { halfCauchy } from './half-cauchy.js';
import { halfNormal } from './half-normal.js';
import { halfStudentT } from './half-student-t.js';
import { hypergeometric } from './hypergeometric.js';
import { invChiSquare } from './inv-chi-square.js';
import { invGamma } from './inv-gamma.js';
import { invWishart } from './inv-wishart.js';
import { laplace } from './laplace.js';
import { lkjCorr } from './lkj-corr.js';
import { lkjCorrCholesky } from './lkj-corr-cholesky.js';
import { logistic } from './logistic.js';
import { lognormal } from './lognormal.js';
import { multiLaplace } from './multi-laplace.js';
import { multiNormal } from './multi-normal.js';
import { multiStudentT } from './multi-student-t.js';
import { multinomial } from './multinomial.js';
import { negBinomial } from './neg-binomial.js';
import { negBinomial2 } from './neg-binomial-2.js';
import { normal } from './normal.js';
import { orderedLogistic } from './ordered-logistic.js';
import { pareto } from './pareto.js';
import { poisson } from './poisson.js';
import { rayleigh } from './rayleigh.js';
import { scaledInvChiSquare } from './scaled-inv-chi-square.js';
import { skewNormal } from './skew-normal.js';
import { studentT } from './student-t.js';
import { uniform } from './uniform.js';
import { vonMises } from './von-mises.js';
import { weibull } from './weibull.js';
import { wishart } from './wishart.js';

const ALL: readonly Distribution[] = [
  bernoulli,
  beta,
  betaBinomial,
  binomial,
  categorical,
  cauchy,
  chiSquare,
  dirichlet,
  dirichletMultinomial,
  degenerate,
  discreteUniform,
  elasticNet,
  expModNormal,
  exponential,
  flat,
  flatPositive,
  frechet,
  gamma,
  geometric,
  gumbel,
  halfCauchy,
  halfNormal,
  halfStudentT,
  hypergeometric,
  invChiSquare,
  invGamma,
  invWishart,
  laplace,
  lkjCorr,
  lkjCorrCholesky,
  logistic,
  lognormal,
  multiLaplace,
  multiNormal,
  multiStudentT,
  multinomial,
  negBinomial,
  negBinomial2,
  normal,
  orderedLogistic,
  pareto,
  poisson,
  rayleigh,
  scaledInvChiSquare,
  skewNormal,
  studentT,
  uniform,
  vonMises,
  weibull,
  wishart,
];

/** Every distribution of the language, by name. */
export const distributions: ReadonlyMap<string, Distribution> = new Map(
  ALL.map((distribution) => [distribution.name, distribution]),
);
