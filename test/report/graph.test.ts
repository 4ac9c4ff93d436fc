import { describe, expect, it } from 'vitest';
import type { ModelGraph } from '../../src/compiler/model-graph.js';
import { dotText, graph, graphSvg, plan } from '../../src/index.js';
import { datasetOf, type Arrays } from '../compiler/4-condition/program.js';

const SCHOOLS = 'examples/eight-schools/eight-schools.bnn';
const MMELU = 'examples/sparse-mmelu/sparse-mmelu.bnn';

function edgesAt({ edges }: ModelGraph, id: string) {
  return {
    from: edges.filter(({ to }) => to === id).map(({ from }) => from),
    to: edges.filter(({ from }) => from === id).map(({ to }) => to),
  };
}

it('a factor joins what its distribution reads to what it gives', async () => {
  const { graph: drawn } = await graph({ model: SCHOOLS });
  expect(edgesAt(drawn, 'prior of theta')).toEqual({ from: ['mu', 'tau'], to: ['theta'] });
  expect(edgesAt(drawn, 'observation 1')).toEqual({ from: ['sigma', 'theta'], to: ['y'] });
  const kinds = new Map(drawn.nodes.map(({ id, kind }) => [id, kind]));
  expect(kinds.get('theta')).toBe('unknown');
  expect(kinds.get('sigma')).toBe('data');
  expect(drawn.nodes.find(({ id }) => id === 'prior of theta')?.plates).toEqual(['J']);
});

it('plates have sizes where there are data', async () => {
  const bare = await graph({ model: SCHOOLS });
  expect([...bare.graph.plates]).toEqual([['J', undefined]]);
  const bound = await graph({ model: SCHOOLS, data: 'examples/eight-schools/data.json' });
  expect([...bound.graph.plates]).toEqual([['J', 8]]);
  expect(dotText(bound.graph)).toContain('label="J = 8"');
});

it('a network is drawn layer by layer, and every end of an edge is a node', async () => {
  const { graph: drawn } = await graph({ model: MMELU });
  expect(edgesAt(drawn, 'f.hidden').from).toEqual(
    expect.arrayContaining(['x', 'f.hidden.weight', 'f.hidden.activation.lambda']),
  );
  expect(edgesAt(drawn, 'f.output').from).toContain('f.hidden');
  const ids = new Set(drawn.nodes.map(({ id }) => id));
  expect(ids.size).toBe(drawn.nodes.length);
  for (const { from, to } of drawn.edges)
    expect([ids.has(from), ids.has(to)]).toEqual([true, true]);
});

it('DOT is as before', async () => {
  const { graph: drawn } = await graph({ model: SCHOOLS });
  await expect(dotText(drawn)).toMatchFileSnapshot('golden/eight-schools.dot');
});

it('the picture has every node, edge and plate', async () => {
  for (const model of [SCHOOLS, MMELU]) {
    const { graph: drawn } = await graph({ model });
    const svg = await graphSvg(dotText(drawn));
    const count = (kind: string) => svg.split(`class="${kind}"`).length - 1;
    expect(count('node')).toBe(drawn.nodes.length);
    expect(count('edge')).toBe(drawn.edges.length);
    const paths = drawn.nodes.flatMap(({ plates }) =>
      plates.map((_, depth) => plates.slice(0, depth + 1).join(' ')),
    );
    expect(count('cluster')).toBe(new Set(paths).size);
  }
});

describe('the graph of a plan', () => {
  const drawn = async (text: string, data: Arrays) => {
    const source = { name: 'model.bnn', text };
    const { drawing } = await plan({ model: source, data: datasetOf(data) });
    return { drawing, dot: dotText(drawing) };
  };
  const HORSESHOE = `data { x: real[n, p]  y: real[n] }
    beta[p] ~ normal(0, lambda * tau)  lambda[p] ~ half_cauchy(1)  tau ~ half_cauchy(0.5)
    observe y ~ normal(x @ beta, 1)
    infer { lambda, tau using gibbs }`;

  it('names in each unknown the blocks that move it, and lists them in the order of a sweep', async () => {
    const data = {
      x: [
        [1, 0],
        [0.5, 2],
        [1, 1],
      ],
      y: [1, 2, 0],
    };
    const { drawing, dot } = await drawn(HORSESHOE, data);
    expect(drawing.blocks.map(({ name, sampler }) => `${name} ${sampler}`)).toEqual([
      'lambda gibbs',
      'tau gibbs',
      'tau slice',
      'mixing(lambda) gibbs',
      'mixing(tau) gibbs',
      'beta gibbs',
    ]);
    expect(dot).toContain('"tau" [label="tau\\n2 gibbs, 3 slice"');
    expect(dot).toContain('3  tau: slice, with mixing(lambda), mixing(tau) integrated out');
    expect(await graphSvg(dot)).toContain('2 gibbs, 3 slice');
  });

  it('fills unknowns of one block alike, and those of two with both colours', async () => {
    const data = {
      x: [
        [1, 0],
        [0.5, 2],
        [1, 1],
      ],
      y: [1, 2, 0],
    };
    const { dot } = await drawn(HORSESHOE, data);
    expect(dot).toMatch(/"tau" .*style=wedged, fillcolor="#b2df8a:#fdbf6f"\];/);
    expect(dot).toMatch(/"beta" .*style=filled, fillcolor="#[0-9a-f]{6}"\];/);
    const schools = await plan({ model: SCHOOLS, data: 'examples/eight-schools/data.json' });
    const colours = [
      ...dotText(schools.drawing).matchAll(/"(mu|theta|tau)" .*fillcolor="([^"]+)"/g),
    ];
    const of = new Map(colours.map(([, name, colour]) => [name, colour]));
    expect(of.get('mu')).toBe(of.get('theta'));
    expect(of.get('mu')).not.toBe(of.get('tau'));
  });
});

it('quotes and backslashes are escaped', async () => {
  const node = { id: 'a"\\', kind: 'data', label: 'a"\\', plates: [] } as const;
  const dot = dotText({ nodes: [node], edges: [], plates: new Map(), blocks: [] });
  expect(await graphSvg(dot)).toContain('a&quot;\\');
});

it('a graph that is not DOT is refused', async () => {
  await expect(graphSvg('digraph {')).rejects.toThrow('Graphviz');
});
