import { describe, expect, it } from 'vitest';
import { renderDiagnostic } from '../../../src/base/diagnostic.js';
import { check } from '../../../src/compiler/2-check/check.js';
import { printModel } from '../../../src/compiler/2-check/print.js';
import { parse } from '../../../src/compiler/1-parse/index.js';

const DATA = 'data { y: count[n]  x: real[n]  w: simplex[3] }\n';
const LIKELIHOOD = 'observe y ~ poisson(exp(sum(w) * mu * x))\n';

function checked(text: string) {
  const parsed = parse({ name: 'm.bnn', text: DATA + text });
  const { model, diagnostics } = check(parsed.program!);
  const lines = model ? printModel(model).split('\n') : [];
  return {
    prior: lines.find((line) => line.startsWith('  mu ~ '))?.slice(2),
    problems: diagnostics.filter(({ severity }) => severity === 'error').map(renderDiagnostic),
  };
}

describe('truncated and mixture', () => {
  it.each([
    'mu ~ truncated(normal(0, var = 2), lower = 0)',
    'mu ~ truncated(cauchy(0, 1), lower = -1, upper = 2)',
    'mu ~ mixture(0.5, normal(0, sd = 1), gamma(2, mean = 3))',
    'mu ~ mixture(w, normal(0, 1), normal(1, 1), truncated(logistic(0, 1), upper = 0))',
  ])('%s is printed as it is written', (text) => {
    const { prior, problems } = checked(`${text}\n${LIKELIHOOD}`);
    expect(problems).toEqual([]);
    const canonical = (line: string) => line.replaceAll('sd = ', '');
    expect(canonical(prior!)).toBe(canonical(text));
  });

  it('what is left of a support is what a scale may need', () => {
    const scale = (prior: string) =>
      checked(`s ~ ${prior}\nmu ~ normal(0, s)\n${LIKELIHOOD}`).problems;
    expect(scale('truncated(normal(0, 1), lower = 0)')).toEqual([]);
    expect(scale('mixture(0.5, gamma(2, 1), half_normal(1))')).toEqual([]);
    expect(scale('truncated(normal(0, 1), lower = -1)')).toHaveLength(1);
    expect(scale('mixture(0.5, gamma(2, 1), normal(1, 1))')).toHaveLength(1);
  });

  it.each([
    ['truncated(flat(), lower = 0)', 'BNN0290', 'improper'],
    ['truncated(dirichlet(w), lower = 0)', 'BNN0290', 'a value of dirichlet is not one number'],
    ['truncated(normal(0, 1), lower = 2, upper = 1)', 'BNN0290', 'not below its upper bound 1'],
    ['truncated(beta(2, 2), lower = 1)', 'BNN0290', 'no value of beta is above 1'],
    ['truncated(normal(0, 1))', 'BNN0207', 'no bound'],
    ['truncated(normal(0, 1), 0)', 'BNN0207', 'one distribution'],
    ['truncated(normal(0, 1), lower = 0, lower = 1)', 'BNN0207', 'given twice'],
    ['truncated(normal(0, 1), least = 0)', 'BNN0207', 'no parameter least'],
    ['truncated(censored(normal(0, 1), left = 1), lower = 0)', 'BNN0290', 'censor the whole'],
    ['censored(normal(0, 1))', 'BNN0207', 'no condition'],
    ['censored(normal(0, 1), right = 2)', 'BNN0213', 'must be bool'],
    ['censored(flat(), right = 1)', 'BNN0290', 'improper'],
    ['censored(normal(0, 1), right = 1)', 'BNN0299', 'not seen at all'],
    ['mixture(0.5, normal(0, 1))', 'BNN0207', 'two or more'],
    ['mixture(0.5, normal(0, 1), poisson(2))', 'BNN0290', 'cannot be added'],
    ['mixture(0.5, normal(0, 1), dirichlet(w))', 'BNN0290', 'not the same axes'],
    ['mixture(0.5, dirichlet(w), multi_laplace(w, 1))', 'BNN0290', 'simplex values'],
    ['mixture(0.5, normal(0, 1), flat())', 'BNN0290', 'improper'],
    ['mixture(0.5, normal(0, 1), normal(1, 1), normal(2, 1))', 'BNN0290', 'vector of 3'],
    ['mixture(1.5, normal(0, 1), normal(1, 1))', 'BNN0213', 'must be unit'],
    ['mixture(0.5, normal(0, 1), norml(1, 1))', 'BNN0204', 'norml'],
  ])('%s: %s', (prior, code, part) => {
    const { problems } = checked(`mu ~ ${prior}\n${LIKELIHOOD}`);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(code);
    expect(problems[0]).toContain(part);
  });
});
