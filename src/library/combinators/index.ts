export { censor, type Censoring } from './censored.js';
export { callText, type Combined, type Component } from './component.js';
export { combinators, type Combinator } from './combinators.js';
export { mixtureOf, type Weighting } from './mixture.js';
export { truncate, type End } from './truncated.js';
