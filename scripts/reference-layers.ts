import type { Dimension } from '../src/library/dimension.js';
import { shapeText } from '../src/library/dimension.js';
import type { ArgumentValue, LayerArgument } from '../src/library/layers/arguments.js';
import { layers } from '../src/library/layers/index.js';
import type { Layer } from '../src/library/layers/layer.js';

const INTRODUCTION = `A network is a list of layers; its own name stands for the last of them, a vector over the rows where that
layer has one unit. Rows come first in every shape, and channels last: images are \`[n, height, width, channels]\`.

\`\`\`
network f(x) {
  layer c = conv2d(x, 8, kernel = 3) { weight ~ normal(0, 1 / sqrt(fan_in))  bias ~ normal(0, 1)  activation = tanh }
  layer o = dense(flatten(max_pool(c, 2)), K) { weight ~ normal(0, 1 / sqrt(fan_in)) }
}
\`\`\`

- **Inputs** are the layers before, data fields, other networks, and expressions of them; \`f.c\` is layer \`c\` of network
  \`f\` wherever it is read. A layer without weights may stand inside another, as \`flatten\` does above.
- **Weights** get their priors in braces. In a prior, \`fan_in\` is the number of values that feed one unit, and \`fan_out\` the
  number of units that one value feeds.
- **An activation** is applied to what the layer gives. Where it has parameters, \`activation = mmelu(...) per layer\` says how
  many: one set for each \`unit\`, for each \`channel\` (the last axis), for the \`layer\`, or for the whole \`network\`, when it is
  declared beside the layers and used by name.
- **Arguments** stand after the inputs, by position or by name. Height and width are one number for both, or \`pair(2, 3)\`.`;

/** One section a layer, from its declaration. */
export function layersPage(): string {
  return [
    '# Layers of networks',
    '',
    INTRODUCTION,
    '',
    ...[...layers.values()].flatMap(section),
  ].join('\n');
}

function section(layer: Layer): string[] {
  return [
    `## ${layer.name}`,
    '',
    layer.doc,
    '',
    `\`${usage(layer)}\``,
    '',
    ...layer.arguments.map(
      ({ name, doc, otherwise }) =>
        `- \`${name}\`: ${doc}${otherwise === undefined ? '' : ` (by default ${otherwise})`}`,
    ),
    ...(layer.arguments.length === 0 ? [] : ['']),
    ...weightsText(layer),
  ];
}

function usage({ name, inputs, indexed, arguments: given }: Layer): string {
  const first = indexed ? ['g'] : inputs[1] === 1 ? ['x'] : ['x', 'y', '...'];
  const rest = given.map((argument) =>
    argument.otherwise === undefined ? argument.name : `${argument.name} = ${argument.otherwise}`,
  );
  return `${name}(${[...first, ...rest].join(', ')})`;
}

const named = (name: string): Dimension => ({ kind: 'named', name });

/** A stand-in by which shapes are printed. */
function standIn({ name, kind }: LayerArgument): ArgumentValue {
  if (kind === 'size') return { kind, size: named(name) };
  return kind === 'pair' ? { kind, pair: [3, 3] } : { kind, padding: 'valid' };
}

function weightsText(layer: Layer): string[] {
  if (layer.slots.length === 0) return ['It has no weights.', ''];
  const given = new Map(layer.arguments.map((argument) => [argument.name, standIn(argument)]));
  if (layer.indexed) given.set('levels', { kind: 'size', size: named('levels') });
  const images = layer.name.endsWith('2d');
  const input = (images ? ['n', 'height', 'width', 'channels'] : ['n', 'd']).map(named);
  const rows = layer.slots.map((slot) => {
    const { dimensions, fanIn, fanOut } = slot.shape(input, given);
    const cells = [shapeText(dimensions), shapeText([fanIn]), shapeText([fanOut])];
    const [shape, into, out] = cells.map((cell) => cell.replace(/^\[(.*)\]$/, '$1'));
    return `| \`${slot.name}\` | \`[${shape!}]\` | \`${into!}\` | \`${out!}\` | ${slot.required ? 'yes' : 'no'} |`;
  });
  const kernel = images ? ' (with `kernel = 3`)' : '';
  return [
    `Weights, for an input \`${shapeText(layer.indexed ? [named('n')] : input)}\`${kernel}:`,
    '',
    '| | shape | `fan_in` | `fan_out` | needs a prior |',
    '| --- | --- | --- | --- | --- |',
    ...rows,
    '',
  ];
}
