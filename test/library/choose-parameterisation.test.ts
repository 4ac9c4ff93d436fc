import { describe, expect, it } from 'vitest';
import { chooseParameterisation, findDistribution } from '../../src/library/index.js';

function choose(name: string, positional: number, ...names: string[]) {
  return chooseParameterisation(findDistribution(name)!, positional, names);
}

describe('chooseParameterisation', () => {
  it.each([
    ['normal', 2, [], 'mean,sd', [0, 1]],
    ['normal', 1, ['sd'], 'mean,sd', [0, 'sd']],
    ['normal', 1, ['var'], 'mean,var', [0, 'var']],
    ['normal', 0, ['precision', 'mean'], 'mean,precision', ['mean', 'precision']],
    ['normal', 0, ['sigma', 'mu'], 'mu,sigma', ['mu', 'sigma']],
    ['student_t', 3, [], 'nu,mu,sigma', [0, 1, 2]],
    ['half_cauchy', 1, [], 'scale', [0]],
    ['exponential', 1, [], 'rate', [0]],
    ['exponential', 0, ['mean'], 'mean', ['mean']],
    ['gamma', 1, ['scale'], 'shape,scale', [0, 'scale']],
    ['beta', 0, ['precision', 'mean'], 'mean,precision', ['mean', 'precision']],
    ['binomial', 1, ['logits'], 'n,logits', [0, 'logits']],
    ['categorical', 0, ['probs'], 'probs', ['probs']],
    ['flat', 0, [], '', []],
  ] as const)('%s with %d by position and %j', (name, positional, names, chosen, order) => {
    const choice = choose(name, positional, ...names);
    if (choice.kind === 'refused') throw new Error(choice.because);
    expect(choice.parameterisation.parameters.map((p) => p.name).join()).toBe(chosen);
    expect(choice.order).toEqual(order);
  });

  it.each([
    ['normal', 2, ['variance'], 'normal has no parameter variance'],
    ['normal', 3, [], 'normal takes at most 2 arguments by position, not 3'],
    ['normal', 1, [], 'normal still needs sd'],
    ['student_t', 1, [], 'student_t still needs mu and sigma'],
    ['normal', 1, ['sd', 'sd'], 'sd is given twice'],
    ['normal', 1, ['sd', 'var'], 'normal has no form with these arguments together'],
    ['normal', 1, ['sigma'], 'normal has no form with these arguments together'],
    ['flat', 1, [], 'flat takes at most 0 arguments by position, not 1'],
  ] as const)('%s with %d by position and %j is refused', (name, positional, names, because) => {
    const choice = choose(name, positional, ...names);
    if (choice.kind === 'chosen') throw new Error('chosen');
    expect(choice.because).toBe(because);
    if (name === 'normal') {
      expect(choice.forms).toContain('normal(mean, var = ...)');
      expect(choice.forms).toContain('normal(mean, sd)');
    }
  });
});
