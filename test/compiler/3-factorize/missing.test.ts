import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { FactorGraph } from '../../../src/compiler/3-factorize/graph.js';
import { compile } from '../../../src/compiler/compile.js';
import { readDataset } from '../../../src/exchange/index.js';
import { evaluate } from '../../../src/expression/index.js';

const MODEL = `data { x: real[n] missing  y: real[n] }
m ~ normal(0, 2)
b ~ normal(0, 1)
observe x ~ normal(m, 1)
observe y ~ normal(b * x, 1)
`;
const COMPLETE = '{ "x": [0.3, -1, 2, 0.5], "y": [1, 0, -1, 2] }';

function graphOf(name: string, data: string, text = MODEL): FactorGraph {
  const path = join(mkdtempSync(join(tmpdir(), 'missing-')), name);
  writeFileSync(path, data);
  const source = { name: 'm.bnn', text };
  return compile(source, readDataset(path), { priors: [], bindings: [] }).graph;
}

const LEVELS = `data { g: index[n] of G missing  y: real[n] }
theta[G] ~ dirichlet(1)
m[G] ~ normal(0, 2)
observe g ~ categorical(probs = theta)
observe y ~ normal(m[g], 1)
`;

const GIVEN: Readonly<Record<string, readonly number[]>> = {
  m: [0.4],
  b: [-0.7],
  'x.missing': [-1, 0.5],
};

function joint({ factors }: FactorGraph, values = GIVEN): number {
  const given = new Map(
    Object.entries(values).map(([name, numbers]) => [name, Float64Array.from(numbers)]),
  );
  const densities = evaluate(
    factors.map(({ logDensity }) => logDensity),
    given,
  );
  return densities.reduce((sum, [value]) => sum + value!, 0);
}

describe('missing cells', () => {
  it.each([
    ['data.csv', 'x,y\n0.3,1\n,0\n2,-1\nNA,2\n'],
    ['data.json', '{ "x": [0.3, null, 2, null], "y": [1, 0, -1, 2] }'],
  ])('of %s are an unknown whose joint density is that of whole data', (name, text) => {
    const graph = graphOf(name, text);
    expect(graph.variables.get('x.missing')!.shape).toEqual([2]);
    expect(joint(graph)).toBeCloseTo(joint(graphOf('data.json', COMPLETE)), 12);
  });

  it('of an index are levels, with the joint density of whole data', () => {
    const graph = graphOf('data.csv', 'g,y\nab,1\n,0\nc,-1\nNA,2\n', LEVELS);
    const whole = graphOf('data.csv', 'g,y\nab,1\nc,0\nc,-1\nab,2\n', LEVELS);
    const given = { theta: [0.3, 0.7], m: [0.4, -1] };
    expect(graph.variables.get('g.missing')!.support.kind).toBe('class');
    expect(joint(graph, { ...given, 'g.missing': [2, 1] })).toBeCloseTo(joint(whole, given), 12);
  });

  it('are none where no cell is empty', () => {
    expect([...graphOf('data.json', COMPLETE).variables.keys()]).toEqual(['m', 'b']);
  });

  it('leave the units of a standardized column to the others', () => {
    const standardized = MODEL.replace('real[n] missing', 'real[n] standardize missing');
    const { factors } = graphOf('data.csv', 'x,y\n1,1\n,0\n3,-1\n', standardized);
    const [values] = evaluate([factors.find(({ name }) => name.startsWith('observe x'))!.value]);
    expect(values![0]).toBeCloseTo(-Math.SQRT1_2, 14);
    expect(values![1]).toBeCloseTo(Math.SQRT1_2, 14);
  });
});
