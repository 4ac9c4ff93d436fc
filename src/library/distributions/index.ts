import type { Distribution } from '../distribution.js';
import { bernoulli } from './bernoulli.js';
import { beta } from './beta.js';
import { binomial } from './binomial.js';
import { categorical } from './categorical.js';
import { cauchy } from './cauchy.js';
import { exponential } from './exponential.js';
import { flat } from './flat.js';
import { flatPositive } from './flat-positive.js';
import { gamma } from './gamma.js';
import { halfCauchy } from './half-cauchy.js';
import { halfNormal } from './half-normal.js';
import { halfStudentT } from './half-student-t.js';
import { invGamma } from './inv-gamma.js';
import { laplace } from './laplace.js';
import { logistic } from './logistic.js';
import { lognormal } from './lognormal.js';
import { negBinomial2 } from './neg-binomial-2.js';
import { normal } from './normal.js';
import { poisson } from './poisson.js';
import { studentT } from './student-t.js';
import { uniform } from './uniform.js';

const ALL: readonly Distribution[] = [
  bernoulli,
  beta,
  binomial,
  categorical,
  cauchy,
  exponential,
  flat,
  flatPositive,
  gamma,
  halfCauchy,
  halfNormal,
  halfStudentT,
  invGamma,
  laplace,
  logistic,
  lognormal,
  negBinomial2,
  normal,
  poisson,
  studentT,
  uniform,
];

/** Every distribution of the language, by name. */
export const distributions: ReadonlyMap<string, Distribution> = new Map(
  ALL.map((distribution) => [distribution.name, distribution]),
);
