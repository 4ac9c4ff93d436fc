import { describe, expect, it } from 'vitest';
import * as k from '../../src/expression/index.js';
import { LATEX_NOTATION } from '../../src/expression/latex.js';
import { primitiveNames } from '../../src/expression/primitives/index.js';

const a = k.input('a', []);
const b = k.input('b', []);
const y = k.constant(new Float64Array(4), [4], 'y');
const f = k.input('f', [4]);
const m = k.input('m', [4, 4]);
const county = k.constant(Float64Array.of(0, 1), [2], 'county');
const places = k.constant(Float64Array.of(0, 1), [2]);
const ones = k.broadcast(k.constant(1), [2], []);
const half = k.constant(0.5);

it('every primitive has a notation', () => {
  expect(Object.keys(LATEX_NOTATION).sort()).toEqual([...primitiveNames].sort());
});

describe('latex', () => {
  it.each<[k.Node, string]>([
    [k.mul(half, k.sum(k.square(k.sub(y, f)))), String.raw`0.5 \, \sum \left(y - f\right)^{2}`],
    [k.mul(k.sum(f), a), String.raw`\left(\sum f\right) \, a`],
    [k.mul(k.mul(a, k.sum(f)), b), String.raw`\left(a \, \sum f\right) \, b`],
    [k.sub(a, k.sub(b, a)), String.raw`a - \left(b - a\right)`],
    [k.mul(k.add(a, b), b), String.raw`\left(a + b\right) \, b`],
    [k.mul(f, k.add(y, y)), String.raw`f \odot \left(y + y\right)`],
    [k.div(a, k.mul(b, b)), String.raw`\frac{a}{b \, b}`],
    [k.square(k.div(a, b)), String.raw`\left(\frac{a}{b}\right)^{2}`],
    [k.square(k.square(a)), String.raw`\left(a^{2}\right)^{2}`],
    [k.square(k.neg(a)), String.raw`\left(-a\right)^{2}`],
    [k.mul(a, k.constant(3)), String.raw`a \cdot 3`],
    [k.square(k.gather(f, county)), String.raw`{f}_{\mathrm{county}}^{2}`],
    [k.matmul(k.transpose(m), m), String.raw`m^{\top} \, m`],
    [k.slice(f, 0, 1, 3), '{f}_{2:3}'],
    [k.abs(k.tanh(a)), String.raw`\left\lvert \tanh\left(a\right)\right\rvert`],
    [k.scatterPick(ones, places, 2), 'I'],
    [k.scatterPick(k.broadcast(a, [2], []), places, 2), String.raw`a \, I`],
    [
      k.scatterPick(k.slice(f, 0, 0, 2), places, 2),
      String.raw`\operatorname{diag}\left({f}_{1:2}\right)`,
    ],
    [k.scatterPick(ones, county, 3), String.raw`\left[\mathrm{county} = \cdot\right]`],
    [k.constant(1.5e-9), String.raw`1.5 \cdot 10^{-9}`],
  ])('%#: %s', (node, text) => {
    expect(k.latex(node)).toBe(text);
  });

  it('leaves the deepest parts out of a long one', () => {
    let node = a;
    for (let i = 0; i < 100; i++) node = k.sin(k.add(node, b));
    expect(k.latex(node, new Map(), 90)).toMatch(/^\\sin.*\\ldots/);
  });
});

describe('latexSum', () => {
  it.each<[k.Node, number, number, string]>([
    [k.div(k.constant(-0.5), k.square(a)), -2, 0, String.raw`\frac{1}{a^{2}}`],
    [k.sub(k.constant(-1), k.mul(half, b)), -1, -1, String.raw`0.5 \, b`],
    [k.sub(k.neg(a), k.constant(2)), 1, 1, '-a - 1'],
    [k.constant(-3), 0.5, 0.5, '-1'],
    [k.constant(0), 1, 0, '0'],
    [k.div(k.mul(half, a), b), 4, 0, String.raw`\frac{2 \, a}{b}`],
  ])('%#', (node, scale, offset, text) => {
    expect(k.latexSum(node, new Map(), scale, offset)).toBe(text);
  });
});

it.each([
  ['tau', String.raw`\tau`],
  ['sigma2', String.raw`\sigma_{2}`],
  ['b', 'b'],
  ['rate_a', String.raw`\mathrm{rate\_a}`],
  ['f.hidden.weight', String.raw`{\mathrm{weight}}_{\mathrm{f.hidden}}`],
])('the symbol of %s', (name, text) => {
  expect(k.symbol(name)).toBe(text);
});
