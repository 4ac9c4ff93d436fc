import { describe, expect, it } from 'vitest';
import { nearest } from '../../src/base/suggestion.js';
import { distributions } from '../../src/library/index.js';

describe('what a name must mean', () => {
  const names = [...distributions.keys()];
  it.each([
    ['norml', 'normal'],
    ['half_norml', 'half_normal'],
    ['lkj', 'lkj_corr'],
    ['InverseGamma', 'inv_gamma'],
    ['HalfNormal', 'half_normal'],
    ['multivariate_normal', 'multi_normal'],
    ['NegativeBinomial', 'neg_binomial'],
    ['StudentT', 'student_t'],
    ['exp', 'exponential'],
  ])('%s: %s', (written, meant) => {
    expect(nearest(written, names)).toBe(meant);
  });

  it.each(['zipf', 'x', 'my_prior', 'normal_of_mine'])('%s: nothing', (written) => {
    expect(nearest(written, names)).toBeUndefined();
  });
});
