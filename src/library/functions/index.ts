import type { LanguageFunction } from '../function.js';
import { covarianceFunctions } from './covariances.js';
import { elementwiseFunctions } from './elementwise.js';
import { matrixFunctions } from './matrices.js';
import { pairwiseFunctions } from './pairwise.js';
import { reductionFunctions } from './reductions.js';
import { structuralFunctions } from './structural.js';

/** Every function of the language; `max` and `min` stand here twice, with one and with two arguments. */
export const functions: readonly LanguageFunction[] = [
  ...elementwiseFunctions,
  ...pairwiseFunctions,
  ...reductionFunctions,
  ...structuralFunctions,
  ...matrixFunctions,
  ...covarianceFunctions,
];

export function findFunction(name: string, arity: number): LanguageFunction | undefined {
  return functions.find((candidate) => candidate.name === name && candidate.arity === arity);
}
