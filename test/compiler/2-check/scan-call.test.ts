import { describe, expect, it } from 'vitest';
import { renderDiagnostic } from '../../../src/base/diagnostic.js';
import { check } from '../../../src/compiler/compile.js';

const found = (text: string) =>
  check(
    {
      name: 'm.bnn',
      text: `data { y: real[n]  x: real[n, d]  c: count[n] }\na ~ uniform(0, 1)\n${text}`,
    },
    undefined,
    { priors: [], bindings: [] },
  )
    .diagnostics.filter(({ severity }) => severity === 'error')
    .map(renderDiagnostic);

describe('scan and lag', () => {
  it.each([
    'v = scan(s = 1, a + a * lag(y, 1, 0) ^ 2 + a * s)\nobserve y ~ normal(sum(x), sqrt(v))',
    'z[n] ~ normal(0, 1)\nw = scan(s = z[1], a * s + z)\nobserve y ~ normal(w + sum(x), 1)',
    'w = scan(s = a, s * exp(1 - s) + 0 * y)\nobserve y ~ normal(w + sum(x), 1)',
    'b[d] ~ normal(0, 1)\nw = scan(s = b, 0.5 * s + x)\nobserve y ~ normal(sum(w), 1)',
    'observe y ~ normal(lag(y, 2, 0) + sum(x), 1)',
  ])('%s is right', (text) => {
    expect(found(text)).toEqual([]);
  });

  it.each([
    ['BNN0291', 'scan(1, y)', 'a name for the previous element'],
    ['BNN0291', 'scan(s = 1, a * s)', 'nothing in the next value has elements'],
    ['BNN0291', 'scan(s = 1, y + sum(s))', 'sum(s) is not element by element'],
    ['BNN0291', 'scan(s = y, y + s)', 'the first value has shape [n]'],
    ['BNN0292', 'lag(y, 1)', 'the value before the first'],
    ['BNN0292', 'lag(y, 0, 0)', 'whole number from 1'],
    ['BNN0292', 'lag(a, 1, 0)', 'a scalar has no element before'],
    ['BNN0292', 'lag(y, 1, y)', 'the first value has shape [n]'],
  ])('%s: %s', (code, value, part) => {
    const [first, ...others] = found(`m = ${value}\nobserve y ~ normal(m + sum(x), 1)`);
    expect(others).toEqual([]);
    expect(first).toContain(code);
    expect(first).toContain(part);
  });

  it('a scan of positive numbers can be a scale, one of any numbers cannot', () => {
    const scale = (value: string) => found(`v = ${value}\nobserve y ~ normal(sum(x), v)`);
    expect(scale('scan(s = 1, 0.1 + a * c + 0.3 * s)')).toEqual([]);
    expect(scale('scan(s = 1, y + 0.3 * s)')).toHaveLength(1);
  });
});
