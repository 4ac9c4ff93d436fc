import { constant } from '../src/expression/index.js';
import {
  combinators,
  distributions,
  functions,
  modifiers,
  type Combinator,
  type Distribution,
  type LanguageFunction,
} from '../src/library/index.js';

const SUPPORTS: Readonly<Record<string, string>> = {
  real: 'all real numbers',
  positive: 'real numbers above 0',
  unit: 'real numbers between 0 and 1',
  interval: 'real numbers between its two ends',
  count: 'whole numbers from 0',
  bool: '0 or 1',
  class: 'classes, counted from 1',
  simplex: 'vectors of positive numbers with sum 1',
  composition: 'vectors of whole numbers from 0 with a given sum',
  covariance: 'symmetric positive definite matrices',
  correlation: 'symmetric positive definite matrices with 1 on the diagonal',
  cholesky_correlation: 'lower triangular matrices L with positive diagonal and rows of length 1',
};

/** The page of distributions: what each takes, in each of its ways to be written. */
export function distributionsPage(): string {
  return [
    '# Distributions',
    '',
    'Arguments before the bar may be given by position or by name, the others by name. Every distribution works elementwise, or',
    'on each vector or matrix of the last axes where its values are such, and gradients, closed forms and checks follow from its log density.',
    '',
    ...[...distributions.values()].flatMap(section),
    '# Distributions made of others',
    '',
    ...combinators.flatMap(combinatorSection),
    ...[...modifiers.values()].flatMap(({ name, doc, source: from }) => [
      `## ${name}`,
      '',
      `\`${name}(normal(0, 1))\`: ${doc}`,
      '',
      `Source: ${from}.`,
      '',
    ]),
  ].join('\n');
}

function valuesOf(distribution: Distribution): string {
  const { event, parameters } = distribution;
  const places = parameters.map(({ axes }) =>
    constant(
      1,
      axes.map(() => 2),
    ),
  );
  const { kind } = distribution.support(places);
  const axes = event.length === 0 ? '' : `, with the last axes \`[${event.join(', ')}]\``;
  return `${SUPPORTS[kind]!}${axes}`;
}

function section(distribution: Distribution): string[] {
  const { name, doc, source, parameterisations, proper } = distribution;
  const calls = parameterisations.map(({ parameters, positional }) => {
    const names = parameters.map((p) => p.name);
    const [by, named] = [names.slice(0, positional), names.slice(positional)];
    const shown = [by.join(', '), named.join(', ')].filter((part) => part !== '').join(' | ');
    return `- \`${name}(${shown})\`: ${parameters.map((p) => `${p.name} (${p.doc})`).join(', ')}`;
  });
  return [
    `## ${name}`,
    '',
    `${doc}${proper ? '' : ' It is improper: a prior only.'}`,
    '',
    `Values: ${valuesOf(distribution)}.`,
    '',
    ...(distribution.parameters.length === 0 ? [`- \`${name}()\``] : calls),
    '',
    ...(source === '' ? [] : [`Source: ${source}.`, '']),
  ];
}

function combinatorSection({ name, doc, source, forms }: Combinator): string[] {
  const calls = forms.map(([call, meaning]) => `- \`${call}\`: ${meaning}`);
  return [`## ${name}`, '', doc, '', ...calls, '', `Source: ${source}.`, ''];
}

/** The page of functions. */
export function functionsPage(): string {
  const kinds = ['elementwise', 'reduction', 'structural'] as const;
  return [
    '# Functions',
    '',
    ...kinds.flatMap((kind) =>
      table(
        TITLES[kind],
        functions.filter((f) => f.kind === kind),
      ),
    ),
    '`sum(c[j] * x ^ j for j in 1:3)`, and `max` and `min` in the same way, join the values that an expression has for each `j`, element',
    'by element. An activation is a function of its input and parameters: `elu(x, 0.5)`.',
    '',
    '`scan(s = first, next)` goes along the first dimension: the first element is `first`, each further one `next`, with `s` for the element',
    'before it. `lag(x, k, first)` is the element k places before, and `first` where there is none:',
    '`variance = scan(v = sigma1 ^ 2, a0 + a1 * lag(y - mu, 1, 0) ^ 2 + b1 * v)`.',
    '',
    'Layers of networks are on [a page of their own](layers.md).',
    '',
  ].join('\n');
}

const TITLES: Readonly<Record<LanguageFunction['kind'], string>> = {
  elementwise: 'Element by element',
  reduction: 'Over all elements',
  structural: 'On whole arrays',
};

interface Entry {
  readonly name: string;
  readonly doc: string;
  readonly arity?: number;
  readonly argumentNames?: readonly string[];
}

function table(title: string, entries: readonly Entry[]): string[] {
  const rows = entries.map(({ name, doc, arity, argumentNames }) => {
    const letters = arity === 1 ? ['x'] : ['a', 'b', 'c'].slice(0, arity);
    const call = arity === undefined ? name : `${name}(${(argumentNames ?? letters).join(', ')})`;
    return `| \`${call}\` | ${doc.replaceAll('|', '\\|')} |`;
  });
  return [`## ${title}`, '', '| | |', '| --- | --- |', ...rows, ''];
}
