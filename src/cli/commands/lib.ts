import { DiagnosticError } from '../../base/diagnostic.js';
import { diagnostic } from '../../base/message.js';
import { didYouMean } from '../../base/suggestion.js';
import { requireNew, writeLines } from '../../exchange/index.js';
import {
  curveSvg,
  curveText,
  shapeCurve,
  standardNamed,
  standardShape,
  standardTemplates,
  type StandardTemplate,
} from '../../index.js';
import { defineCommand, type Outcome } from '../command.js';
import { LIB_MESSAGES } from '../lib-messages.js';
import { text } from '../option.js';

export const lib = defineCommand({
  name: 'lib',
  summary: 'the standard library: what there is, how it reads, how it looks',
  detail:
    '`bnn lib list` names every activation and prior; `bnn lib show NAME` prints its declaration, which may be copied into ' +
    'a model and changed; `bnn lib plot NAME` draws it: an activation with what the priors of its parameters allow, ' +
    'a prior as the density of one weight.',
  operand: {
    ...{ name: '<words...>', doc: 'list, show NAME or plot NAME', takes: 'many' },
    offers: [['list', 'show', 'plot'], standardTemplates().map(({ name }) => name)],
  },
  options: { svg: text('--svg', '<file>', 'of plot: write an SVG picture to this new file') },
  examples: [
    { line: 'bnn lib list', doc: 'every activation and prior' },
    { line: 'bnn lib show horseshoe', doc: 'its declaration' },
    { line: 'bnn lib plot mmelu', doc: 'its shape, in characters' },
    { line: 'bnn lib plot horseshoe --svg horseshoe.svg', doc: 'a picture' },
  ],
  run: async ([action = '', ...names], { svg }) => {
    const [name] = names;
    const takesName = action === 'show' || action === 'plot';
    const isRight = (action === 'list' || takesName) && names.length === (takesName ? 1 : 0);
    if (!isRight || (svg !== undefined && action !== 'plot')) {
      const given = [action, ...names, ...(svg === undefined ? [] : ['--svg', svg])].join(' ');
      throw new DiagnosticError([diagnostic(LIB_MESSAGES.wrongAction, { given })]);
    }
    if (name === undefined) return list();
    const found = standardNamed(name);
    if (found.length === 0) throw unknown(name);
    return action === 'show' ? show(found) : await plot(name, svg);
  },
});

function unknown(name: string): DiagnosticError {
  const known = standardTemplates().map((template) => template.name);
  const remedy = didYouMean(name, known, 'see `bnn lib list`');
  return new DiagnosticError([diagnostic(LIB_MESSAGES.unknownName, { name, remedy })]);
}

function list(): Outcome {
  const templates = standardTemplates();
  const width = Math.max(...templates.map(({ name }) => name.length));
  const section = (kind: StandardTemplate['kind'], title: string) => [
    title,
    ...templates
      .filter((template) => template.kind === kind)
      .map(({ name, doc }) => `  ${name.padEnd(width)}  ${firstSentence(doc)}`),
  ];
  return {
    status: 0,
    document: () => ({ library: templates.map(documentOf) }),
    text: () => [...section('activation', 'Activations'), '', ...section('prior', 'Priors')].join('\n'), // prettier-ignore
  };
}

function firstSentence(doc: string): string {
  return /^.*?(?=\.( |$))/.exec(doc)?.[0] ?? doc;
}

function show(found: readonly StandardTemplate[]): Outcome {
  const block = ({ declaration, text: body }: StandardTemplate) =>
    [...(declaration.doc ?? '').split('\n').map((line) => `/// ${line}`), body].join('\n');
  return {
    status: 0,
    document: () => ({ library: found.map(documentOf) }),
    text: () => found.map(block).join('\n\n'),
  };
}

function documentOf({ kind, name, doc, source, text: declaration }: StandardTemplate) {
  return { kind, name, doc, source: source ?? null, text: declaration };
}

async function plot(name: string, svg: string | undefined): Promise<Outcome> {
  if (svg !== undefined) requireNew(svg);
  const shape = standardShape(name)!;
  const curve = shapeCurve(shape);
  if (svg !== undefined) writeLines(svg, [await curveSvg(curve)]);
  return {
    status: 0,
    document: () => ({ ...shape, ...(svg !== undefined && { svg }) }),
    text: () => (svg === undefined ? curveText(curve) : `the picture is in ${svg}`),
  };
}
