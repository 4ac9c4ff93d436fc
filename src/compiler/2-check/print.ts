import type { ArgumentValue } from '../../library/layers/arguments.js';
import { InvariantError } from '../../base/diagnostic.js';
import { atom, BINDING, call, infix, within } from '../../expression/notation.js';
import type { Printed } from '../../expression/primitive.js';
import { dimensionText, type Dimension } from '../../library/dimension.js';
import { callText } from '../../library/index.js';
import type {
  CheckedDeterministic,
  CheckedDraw,
  CheckedField,
  CheckedModel,
  CheckedRequest,
  CheckedUnknown,
  DistributionTerm,
  IndexTerm,
  Term,
} from './model.js';

/** A checked model as text: networks, templates and swapped priors unfolded, every shape written out. */
export function printModel(model: CheckedModel): string {
  const sections: readonly (readonly [string, readonly string[]])[] = [
    ['data', model.fields.map(fieldText)],
    ['unknowns', model.unknowns.map(unknownText)],
    ['computed', model.deterministics.map(deterministicText)],
    ['drawn', model.draws.map(drawText)],
    [
      'observed',
      model.observations.map(
        ({ text, value, distribution }) =>
          `${text}${brackets(value.dimensions)} ~ ${distributionText(distribution)}`,
      ),
    ],
    ['infer', model.requests.map(requestText)],
  ];
  return sections
    .filter(([, lines]) => lines.length > 0)
    .map(([title, lines]) => [title, ...lines.map((line) => `  ${line}`)].join('\n'))
    .join('\n\n');
}

export function fieldText({
  name,
  type,
  dimensions,
  levels,
  transform,
  mayMiss,
}: CheckedField): string {
  const of = levels === undefined ? '' : ` of ${dimensionText(levels)}`;
  const change =
    transform === undefined
      ? ''
      : transform.kind === 'scale'
        ? ` scale(${String(transform.factor)})`
        : ' standardize';
  return `${name}: ${type}${brackets(dimensions)}${of}${change}${mayMiss ? ' missing' : ''}`;
}

export function unknownText({ name, dimensions, prior }: CheckedUnknown): string {
  return `${name}${brackets(dimensions)} ~ ${distributionText(prior)}`;
}

export function drawText({ name, dimensions, law }: CheckedDraw): string {
  return `${name}${brackets(dimensions)} ~ ${distributionText(law)}`;
}

function deterministicText({ name, value }: CheckedDeterministic): string {
  return `${name}${brackets(value.dimensions)} = ${termText(value)}`;
}

function requestText({ variables, sampler, options }: CheckedRequest): string {
  const list = options.map(({ name, value }) => `${name} = ${value}`).join(', ');
  return `${variables.join(', ')} using ${sampler}${list && `(${list})`}`;
}

/** `normal(mu, sd = tau)`. */
export function distributionText(term: DistributionTerm): string {
  return callText(term, term.arguments.map(termText));
}

function brackets(dimensions: readonly Dimension[]): string {
  return dimensions.length === 0 ? '' : `[${dimensions.map(dimensionText).join(', ')}]`;
}

const OPERATORS: ReadonlyMap<string, number> = new Map([
  ...['||', '&&'].map((operator) => [operator, BINDING.choice] as const),
  ...['==', '!=', '<', '<=', '>', '>='].map((operator) => [operator, BINDING.comparison] as const),
  ...['+', '-'].map((operator) => [operator, BINDING.sum] as const),
  // In the language `@` binds like `*`.
  ...['*', '/', '@'].map((operator) => [operator, BINDING.product] as const),
]);

export function termText(term: Term): string {
  return print(term).text;
}

function print(term: Term): Printed {
  switch (term.kind) {
    case 'number':
      return numberText(term.value);
    case 'quantity':
      return atom(term.name);
    case 'size':
      return atom(dimensionText(term.dimension));
    case 'elementwise':
    case 'whole':
      return application(term.name, term.operands.map(print));
    case 'previous':
      return atom(term.name);
    case 'scan': {
      const first = `${term.previous.name} = ${print(term.first).text}`;
      return call('scan', first, print(term.body).text);
    }
    case 'lag':
      return call('lag', print(term.of).text, String(term.places), print(term.first).text);
    case 'product':
      return application('@', [print(term.left), print(term.right)]);
    case 'index':
      return atom(
        `${within(print(term.base), BINDING.atom)}[${term.indices.map(indexText).join(', ')}]`,
      );
    case 'layer': {
      const given = [...term.given].flatMap(([name, value]) => argumentText(name, value));
      const parameters = [...term.parameters].map(
        ([name, value]) => `${name} = ${print(value).text}`,
      );
      return call(
        term.layer.name,
        ...term.inputs.map((x) => print(x).text),
        ...given,
        ...parameters,
      );
    }
    case 'invalid':
      throw new InvariantError('an invalid term reached the printer');
  }
}

function numberText(value: number): Printed {
  return { text: String(value), binding: value < 0 ? BINDING.minus : BINDING.atom };
}

function application(name: string, operands: readonly Printed[]): Printed {
  const [first, second] = operands;
  const binding = OPERATORS.get(name);
  if (second === undefined && /^[-+!]$/.test(name)) {
    return { text: name + within(first!, BINDING.power), binding: BINDING.minus };
  }
  if (name === '^') {
    const text = `${within(first!, BINDING.atom)} ^ ${within(second!, BINDING.minus)}`;
    return { text, binding: BINDING.power };
  }
  if (binding !== undefined) return infix(name, binding)(operands);
  return call(name, ...operands.map(({ text }) => text));
}

function indexText(index: IndexTerm): string {
  switch (index.kind) {
    case 'at':
      return String(index.position);
    case 'range':
      return `${String(index.first)}:${String(index.last)}`;
    case 'all':
      return ':';
    case 'gather':
      return print(index.by).text;
  }
}

/** Sizes are in the shape that is printed anyway. */
function argumentText(name: string, value: ArgumentValue): string[] {
  if (value.kind === 'size') return [];
  const given = value.kind === 'pair' ? value.pair : value.padding;
  return [`${name} = ${typeof given === 'string' ? given : given.join(' x ')}`];
}
