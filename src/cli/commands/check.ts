import { check as checkModel, printModel, printProgram, type CheckResult } from '../../index.js';
import { defineCommand } from '../command.js';
import { checkDocument } from '../documents.js';
import { choice, text } from '../option.js';
import { bindings, DATA_DOC, MODEL, priors, runs } from './model-options.js';

const STAGES = {
  verdict: () => undefined,
  program: ({ program }) => printProgram(program).trimEnd(),
  model: ({ model }) => model && printModel(model),
} satisfies Record<string, (result: CheckResult) => string | undefined>;

export const check = defineCommand({
  name: 'check',
  summary: 'check a model, and that data fit it',
  detail:
    'Finds everything that can be found before sampling: names, shapes, supports, missing priors. ' +
    'With data, also columns, sizes and cells. All problems are printed, each with its remedy.',
  operand: MODEL,
  options: {
    data: text('--data', '<file>', DATA_DOC),
    priors,
    runs,
    bindings,
    print: choice(
      '--print',
      ['verdict', 'program', 'model'],
      'or a stage: the program as parsed, the model as checked',
      'verdict',
    ),
  },
  examples: [
    { line: 'bnn check model.bnn', doc: 'is the model well formed?' },
    { line: 'bnn check model.bnn --data train.csv', doc: 'and do these data fit it?' },
    { line: 'bnn check model.bnn --print model', doc: 'networks and templates unfolded' },
  ],
  run: async (model, { data, priors, runs, bindings, print }) => {
    const found = { model, priors, runs, bindings, ...(data === undefined ? {} : { data }) };
    const result = await checkModel(found);
    const verdict = `${model} is well formed${data === undefined ? '' : ` and fits ${data}`}`;
    const printed = result.ok ? STAGES[print](result) : undefined;
    const errors = result.diagnostics.filter(({ severity }) => severity === 'error');
    const warnings = result.diagnostics.filter(({ severity }) => severity === 'warning');
    return {
      status: result.ok ? 0 : 1,
      document: () => ({
        ...checkDocument(model, result),
        ...(printed === undefined ? {} : { [print]: printed }),
      }),
      text: () => (result.ok ? (printed ?? verdict) : ''),
      problems: [...errors, ...warnings],
    };
  },
});
