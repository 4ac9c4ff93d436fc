import { expect, it } from 'vitest';
import type { ModelGraph } from '../../src/compiler/model-graph.js';
import { dotText, graph, graphSvg } from '../../src/index.js';

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

it('quotes and backslashes are escaped', async () => {
  const node = { id: 'a"\\', kind: 'data', label: 'a"\\', plates: [] } as const;
  const dot = dotText({ nodes: [node], edges: [], plates: new Map() });
  expect(await graphSvg(dot)).toContain('a&quot;\\');
});

it('a graph that is not DOT is refused', async () => {
  await expect(graphSvg('digraph {')).rejects.toThrow('Graphviz');
});
