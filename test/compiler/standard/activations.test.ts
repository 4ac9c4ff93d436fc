import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../../src/base/random/stream.js';
import type { ActivationDeclaration } from '../../../src/compiler/1-parse/program.js';
import { standardTemplates } from '../../../src/compiler/standard-library.js';
import { evaluate, gradient, sum, type Node } from '../../../src/expression/index.js';
import { compileText } from '../4-condition/program.js';

/** What a call gives at x, an unknown; other unknowns are declared before it. */
function modelOf(call: string, unknowns = ''): { readonly out: Node; readonly x: Node } {
  const model = compileText(
    `x[n] ~ normal(0, 1)  data { y: real[n] }  ${unknowns}
    out = ${call}
    observe y ~ normal(out, 1)`,
    { y: [0] },
  );
  const { derived, variables } = model.graph;
  return {
    out: derived.find(({ name }) => name === 'out')!.node,
    x: variables.get('x')!.input,
  };
}

const nodeOf = (call: string, unknowns?: string): Node => modelOf(call, unknowns).out;

const at = (node: Node, values: Readonly<Record<string, readonly number[]>>): number =>
  evaluate(
    [node],
    new Map(Object.entries(values).map(([name, list]) => [name, Float64Array.from(list)])),
  )[0]![0]!;

const normalCdf = (x: number) => at(nodeOf('Phi(x)'), { x: [x] });

describe('values', () => {
  it.each([
    ['identity(x)', -2, -2],
    ['relu(x)', -2, 0],
    ['relu(x)', 2, 2],
    ['softsign(x)', -3, -0.75],
    ['gelu(x)', 1, normalCdf(1)],
    ['swish(x, beta = 1)', Math.LN2, (2 / 3) * Math.LN2],
    ['swish(x, 2)', 1, 1 / (1 + Math.exp(-2))],
    ['silu(x)', Math.LN2, (2 / 3) * Math.LN2],
    ['elu(x)', -1, Math.expm1(-1)],
    ['elu(x)', 900, 900],
    ['elu(x, 0.5)', -1, 0.5 * Math.expm1(-1)],
    ['celu(x, alpha = 2)', -1, 2 * Math.expm1(-0.5)],
    ['pelu(x, a = 3, b = 2)', -1, 3 * Math.expm1(-0.5)],
    ['pelu(x, a = 3, b = 2)', 2, 3],
    ['leaky_relu(x)', -2, -0.02],
    ['prelu(x, slope = 0.5)', -2, -1],
    ['selu(x)', 1, 1.0507009873554805],
    ['mish(x)', 0.5, 0.5 * Math.tanh(Math.log1p(Math.exp(0.5)))],
    ['acon_c(x, p1 = 1, p2 = 0, beta = 1)', Math.LN2, (2 / 3) * Math.LN2],
    ['srelu(x, low = -1, width = 2, slope_below = 0.5, slope_above = 0.25)', -3, -2],
    ['srelu(x, low = -1, width = 2, slope_below = 0.5, slope_above = 0.25)', 3, 1.5],
    ['arelu(x, damping = 0.5, gain = 0.25)', 2, 2.5],
    ['frelu(x, floor_at = -1)', -2, -1],
    ['mmelu(x, c = 1, lambda = 2, gamma = 1)', 2, 1],
    ['hat(x, 1, 2)', 4, 0],
    ['snake(x, a = 2)', 1, 1 + Math.sin(2) ** 2 / 2],
    ['parametric_tanh(x, height = 2, slope = 3)', 0.1, 2 * Math.tanh(0.3)],
    ['cubic_bump(x)', 0, 2 / 3],
    ['cubic_bump(x)', 1, 1 / 6],
    ['cubic_bump(x)', -2, 0],
  ] as const)('%s at %d', (call, x, exact) => {
    expect(at(nodeOf(call), { x: [x] })).toBeCloseTo(exact, 13);
  });

  it('parameters that are arrays', () => {
    const p = 'p[4] ~ normal(0, 1)  q[2] ~ normal(0, 1)';
    const given = { x: [0.5], p: [1, 2, 3, 4], q: [0.5, 2] };
    expect(at(nodeOf('polynomial(x, p)', p), given)).toBeCloseTo(1 + 1 + 0.75 + 0.5, 13);
    expect(at(nodeOf('apl(x, slope = q, hinge = 1)', p), given)).toBeCloseTo(0.5 + 1.25, 13);
    const m = { ...given, x: [3], c: [1, 2, 3] };
    const call = 'melu(x, slope = 0.1, c = c, m = 2)';
    // u = 1.5: hats of heights 1.5, 0.5 and 0.
    const melu = at(nodeOf(call, 'c[3] ~ normal(0, 1)'), m);
    expect(melu).toBeCloseTo(2 * (1.5 + 1.5 + 2 * 0.5), 13);
  });

  it('the bumps of a spline sum to 1 between its knots', () => {
    const node = nodeOf('bspline(x, coef = 1) - silu(x)');
    for (const x of [-2.3, 0, 0.1, 2]) expect(at(node, { x: [x] })).toBeCloseTo(1, 13);
  });
});

const ACTIVATIONS = standardTemplates().filter(({ kind }) => kind === 'activation');

describe.each(ACTIVATIONS.map(({ name, declaration }) => ({ name, declaration })))(
  '$name',
  ({ name, declaration }) => {
    const { parameters } = declaration as ActivationDeclaration;
    const free = parameters.filter(({ value }) => value === undefined);

    it('is learned in a layer, with one set of its parameters for each unit', () => {
      const model = compileText(
        `data { x: real[n, d]  y: real[n] }
        network f(x) {
          layer h = dense(x, 2) { weight ~ normal(0, 1)  activation = ${name} per unit }
          layer o = dense(h, 1) { weight ~ normal(0, 1) }
        }
        observe y ~ normal(f, 0.5)`,
        { x: [[1, 2], [0.5, -1]], y: [1, 2] }, // prettier-ignore
      );
      for (const parameter of free) {
        const variable = model.graph.variables.get(`f.h.activation.${parameter.name.name}`)!;
        expect(variable.shape.at(-1)).toBe(2);
        expect(variable.shape.length).toBe(1 + parameter.dimensions.length);
      }
    });

    it('has the slope that differences say, and a finite one far from 0', () => {
      const unknowns = free.map(({ name: own, dimensions, support }) => {
        const [size] = dimensions;
        const brackets = size?.kind === 'number' ? `[${size.text}]` : '';
        const prior = support?.name === 'positive' ? 'half_normal(1)' : 'uniform(0, 1)';
        return `${own.name}${brackets} ~ ${prior}`;
      });
      const call = `${name}(x${free.map((p) => `, ${p.name.name} = ${p.name.name}`).join('')})`;
      const { out: node, x: input } = modelOf(call, unknowns.join('  '));
      const [slope] = gradient(sum(node), [input]);
      const stream = new RandomStream('activations', name);
      const values = Object.fromEntries(
        free.map(({ name: own, dimensions: [size] }) => {
          const count = size?.kind === 'number' ? size.value : 1;
          return [own.name, Array.from({ length: count }, () => 0.2 + 0.6 * stream.uniform())];
        }),
      );
      for (const x of [-2.13, -0.71, 0.37, 1.91]) {
        const step = 1e-5;
        const rise =
          at(node, { ...values, x: [x + step] }) - at(node, { ...values, x: [x - step] });
        expect(at(slope!, { ...values, x: [x] })).toBeCloseTo(rise / (2 * step), 6);
      }
      for (const x of [-300, 300]) {
        expect(Number.isFinite(at(slope!, { ...values, x: [x] }))).toBe(true);
      }
    });
  },
);
