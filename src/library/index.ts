import type { Distribution } from './distribution.js';
import { distributions } from './distributions/index.js';

export { clearingNames } from './argument-names.js';
export { bijectorOf, type Bijector } from './bijectors/index.js';
export {
  callText,
  censor,
  combinators,
  mixtureOf,
  truncate,
  type Combinator,
  type Censoring,
  type Combined,
  type End,
  type Weighting,
} from './combinators/index.js';
export { chooseParameterisation, type ParameterisationChoice } from './choose-parameterisation.js';
export type {
  Distribution,
  DistributionPenalty,
  Parameter,
  Parameterisation,
} from './distribution.js';
export { distributions } from './distributions/index.js';
export { forElements, platesOf, times as timesMatrix } from './events.js';
export { families, findFamily, findTruncatedFamily } from './families/index.js';
export type { ElementFamily, ExponentialFamily, MatrixFamily } from './family.js';
export { fittedLaw, supportOfFit, type FittedLaw } from './fitted-law.js';
export type { LanguageFunction } from './function.js';
export { findFunction, functions } from './functions/index.js';
export { kindOf } from './kind-of.js';
export { modifiers, type Modifier } from './modifiers/index.js';
export { restOf } from './rest.js';
export { standardFiles } from './standard.js';
export { withoutTest } from './within-support.js';
export {
  boundsOf,
  elementSupport,
  isDiscrete,
  isSupportWithin,
  mapBounds,
  type Support,
  type SupportKind,
} from './support.js';

export function findDistribution(name: string): Distribution | undefined {
  return distributions.get(name);
}
