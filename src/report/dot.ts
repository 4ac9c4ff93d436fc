import type { GraphBlock, GraphNode, GraphNodeKind, ModelGraph } from '../compiler/model-graph.js';

/** Characters of a formula or a distribution, beyond which it is cut. */
const LONGEST = 44;

// Shape and line tell the kinds apart where colours do not, as on a grey print.
const STYLES: Readonly<Record<GraphNodeKind, string>> = {
  unknown: 'shape=ellipse, style=filled, fillcolor="#e3efff", penwidth=1.6',
  data: 'shape=ellipse, style=filled, fillcolor="#d0d0d0"',
  computed: 'shape=ellipse, style="filled,dashed", fillcolor="#ffffff"',
  factor:
    'shape=box, style=filled, fillcolor="#fff4d9", fontsize=10, height=0.3, margin="0.16,0.03"',
};

/** Light fills of the unknowns of one block after the other; their numbers tell them apart on a grey print. */
const FILLS = [
  '#a6cee3',
  '#b2df8a',
  '#fdbf6f',
  '#cab2d6',
  '#fb9a99',
  '#ffff99',
  '#8dd3c7',
  '#d9b38c',
];

const LEGEND = 'thick: unknown   grey: data   dashed: computed';
const LEGEND_OF_FACTORS = 'box: factor, its arrow to what it gives';

/** A model's graph in the DOT language of Graphviz, with a plate round what repeats. */
export function dotText(graph: ModelGraph): string {
  const root = plateTree(graph.nodes);
  const lines = [
    'digraph model {',
    '  graph [rankdir=TB, bgcolor="#ffffff", nodesep=0.3, ranksep=0.35, fontname="Helvetica", fontsize=10,',
    `    label="${legend(graph.blocks)}", labelloc=b];`,
    '  node [fontname="Helvetica", fontsize=12, color="#333333", height=0.4, margin="0.12,0.04"];',
    '  edge [color="#333333", arrowsize=0.7];',
    ...contentLines(root, graph, '  ', 'cluster'),
    ...graph.edges.map(({ from, to, role }) => {
      const head = role === 'reads' ? ' [arrowhead=none]' : '';
      return `  ${quoted(from)} -> ${quoted(to)}${head};`;
    }),
    '}',
  ];
  return `${lines.join('\n')}\n`;
}

interface Plate {
  readonly nodes: GraphNode[];
  readonly inside: Map<string, Plate>;
}

function plateTree(nodes: readonly GraphNode[]): Plate {
  const root: Plate = { nodes: [], inside: new Map() };
  for (const node of nodes) {
    let plate = root;
    for (const name of node.plates) {
      const next = plate.inside.get(name) ?? { nodes: [], inside: new Map() };
      plate.inside.set(name, next);
      plate = next;
    }
    plate.nodes.push(node);
  }
  return root;
}

/** The nodes of a plate and the plates inside; a cluster's name is its path, which no other has. */
function contentLines(plate: Plate, graph: ModelGraph, indent: string, path: string): string[] {
  return [
    ...plate.nodes.map((node) => `${indent}${nodeText(node, graph.blocks)}`),
    ...[...plate.inside].flatMap(([name, inner]) => {
      const size = graph.plates.get(name);
      const label = size === undefined ? name : `${name} = ${String(size)}`;
      const id = `${path} ${name}`;
      return [
        `${indent}subgraph ${quoted(id)} {`,
        `${indent}  graph [label=${quoted(label)}, labelloc=b, labeljust=r, style=rounded, color="#777777", margin=10];`,
        ...contentLines(inner, graph, `${indent}  `, id),
        `${indent}}`,
      ];
    }),
  ];
}

/** The kinds of nodes, and a line for each block, numbered in the order of a sweep. */
function legend(blocks: readonly GraphBlock[]): string {
  const lines = blocks.map(({ name, sampler, without }, i) => {
    const out = without.length > 0 ? `, with ${cut(without.join(', '))} integrated out` : '';
    return `${escaped(`${String(i + 1)}  ${cut(name)}: ${sampler}${out}`)}\\l`;
  });
  const kinds = `${LEGEND}\\n${LEGEND_OF_FACTORS}`;
  return lines.length === 0 ? kinds : `${kinds}\\n\\n${lines.join('')}`;
}

/** A sector of an unknown for each block that moves it. */
function fillOf(places: readonly number[]): string {
  const colours = [...new Set(places.map((place) => FILLS[place % FILLS.length]!))];
  const style = colours.length > 1 ? 'wedged' : 'filled';
  return `, style=${style}, fillcolor="${colours.join(':')}"`;
}

function nodeText({ id, kind, label, formula }: GraphNode, blocks: readonly GraphBlock[]): string {
  const places = blocks.flatMap(({ moves }, i) => (moves.includes(id) ? [i] : []));
  const moved = places.map((i) => `${String(i + 1)} ${blocks[i]!.sampler}`);
  const lines = [
    label,
    ...(moved.length > 0 ? [moved.join(', ')] : []),
    ...(formula !== undefined && formula.length <= LONGEST ? [`= ${formula}`] : []),
  ];
  const text = lines.map((line) => escaped(cut(line))).join('\\n');
  const fill = places.length > 0 ? fillOf(places) : '';
  return `${quoted(id)} [label="${text}", ${STYLES[kind]}${fill}];`;
}

function cut(text: string): string {
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST - 1)}…`;
}

function quoted(text: string): string {
  return `"${escaped(text)}"`;
}

function escaped(text: string): string {
  return text.replace(/[\\"]/g, '\\$&');
}
