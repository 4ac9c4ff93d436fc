import {
  standardTemplate,
  standardTemplates,
  type StandardTemplate,
} from '../src/compiler/standard-library.js';

/** The page of the standard library: every declaration as it stands in the language. */
export function standardPage(): string {
  const templates = standardTemplates();
  const of = (kind: StandardTemplate['kind']) => templates.filter((one) => one.kind === kind);
  return [
    '# Standard library',
    '',
    'Activations and priors, declared in the language itself. They may be named in any model as they are; a declaration of your own of',
    'the same name goes before them. `bnn lib list` lists them, `bnn lib show NAME` prints one, `bnn lib plot NAME` draws one.',
    '',
    'A parameter with `~` is learned, with the prior that stands there unless a call gives another; one with `=` is fixed unless a call',
    'gives it a value or a prior: `elu`, `elu(0.5)`, `elu(alpha ~ half_normal(1))`.',
    '',
    '## Activations',
    '',
    ...of('activation').flatMap(section),
    '## Priors',
    '',
    '`[w]` after a name means one for each element of the target, `[w.inputs]` one for each input, `[w.units]` one for each unit.',
    '',
    ...of('prior').flatMap(section),
  ].join('\n');
}

function section({ name, kind }: StandardTemplate): string[] {
  const { doc, source, text } = standardTemplate(kind, name)!;
  const origin = source === undefined ? [] : [`Source: ${source}`, ''];
  return [`### ${name}`, '', doc, '', '```', text, '```', '', ...origin];
}
