import { describe, expect, it } from 'vitest';
import { scalarValue, constantValues, print } from '../../../src/expression/index.js';
import { compileText, type Arrays } from '../4-condition/program.js';
import { startedChain } from '../6-build/chains.js';

const Y = [0.5, 2.5, 1.5];

function endsOf(text: string, name: string, data: Arrays = { y: Y }) {
  const { support } = compileText(`data { y: real[n] } ${text}`, data).graph.variables.get(name)!;
  if (support.kind !== 'interval') return support.kind;
  return [support.lower, support.upper].map((end) =>
    end.op !== 'constant' ? print(end) : (scalarValue(end) ?? [...constantValues(end)]),
  );
}

describe('the ends that data give an unknown', () => {
  it.each([
    ['k ~ half_normal(9)', 'uniform(0, k)', 'k', [2.5, Infinity]],
    ['k ~ uniform(1, 9)', 'uniform(0, k)', 'k', [2.5, 9]],
    ['k ~ uniform(3, 9)', 'uniform(0, k)', 'k', [3, 9]],
    ['k ~ normal(0, 9)', 'uniform(k, 9)', 'k', [-Infinity, 0.5]],
    ['k ~ normal(0, 9)', 'uniform(-k, k)', 'k', [2.5, Infinity]],
    ['k ~ normal(0, 9)', 'uniform(0, 3 - 2 * k)', 'k', [-Infinity, 0.25]],
    ['k ~ normal(0, 9)', 'truncated(normal(0, 1), lower = k, upper = k + 5)', 'k', [-2.5, 0.5]],
    ['k ~ half_normal(9)', 'pareto(k, 2)', 'k', [0, 0.5]],
    ['a ~ normal(0, 1)  w ~ normal(0, 9)', 'uniform(a, a + w)', 'a', [-Infinity, 0.5]],
    ['a ~ normal(0, 1)  w ~ normal(0, 9)', 'uniform(a, a + w)', 'w', ['2.5 - a', Infinity]],
  ])('%s, y ~ %s: %s', (priors, law, name, expected) => {
    expect(endsOf(`${priors} observe y ~ ${law}`, name)).toEqual(expected);
  });

  it('are those of each group, where every group has one', () => {
    const fields = 'data { y: real[n]  g: index[n] of G }';
    const of = (prior: string, G: number) => {
      const text = `${fields} k[G] ~ ${prior} observe y ~ uniform(0, k[g])`;
      const data = { y: Y, g: [1, 1, 2], G };
      const { support } = compileText(text, data).graph.variables.get('k')!;
      return support.kind === 'interval' ? [...constantValues(support.lower)] : support.kind;
    };
    expect(of('half_normal(9)', 2)).toEqual([2.5, 1.5]);
    expect(of('half_normal(9)', 3)).toEqual([2.5, 1.5, 0]);
    expect(of('normal(0, 9)', 2)).toEqual([2.5, 1.5]);
    // Nothing keeps the third above anything.
    expect(of('normal(0, 9)', 3)).toEqual('real');
  });

  it.each([
    ['a bound that is not linear', 'k ~ normal(0, 9) observe y ~ uniform(0, exp(k))', 'real'],
    [
      'a bound of unknown values',
      'k ~ half_normal(9) t[n] ~ uniform(0, k) observe y ~ normal(t, 1)',
      'positive',
    ],
    ['no bound at all', 'k ~ half_normal(9) observe y ~ normal(0, k)', 'positive'],
  ])('are not there for %s', (_, text, kind) => {
    expect(endsOf(text, 'k')).toEqual(kind);
  });

  it('are where chains start', () => {
    const text = 'data { y: real[n] } a ~ normal(0, 5) b ~ normal(0, 5) observe y ~ uniform(a, b)';
    const far = Y.map((y) => 400 + 30 * y);
    const chain = startedChain(compileText(text, { y: far }), 0);
    expect(chain.values[0]).toBeLessThan(415);
    expect(chain.values[1]).toBeGreaterThan(475);
  });

  it('leave no room where the prior ends before them', () => {
    expect(() => endsOf('k ~ uniform(0, 2) observe y ~ uniform(0, k)', 'k')).toThrow('BNN0354');
    expect(() => endsOf('k ~ beta(2, 2) observe y ~ pareto(1 + k, 1)', 'k')).toThrow('BNN0354');
  });
});
