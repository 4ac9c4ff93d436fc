import type { Diagnostic } from '../../base/diagnostic.js';
import { diagnostic } from '../../base/message.js';
import { CLI_MESSAGES } from '../messages.js';
import { repeated, requiredText, text } from '../option.js';

/** What several commands say of the model: its operand, its data, and what is changed from outside. */
export const MODEL = { name: '<model>', doc: 'a .bnn file' };

export const RUN = { name: '<run>', doc: 'a run directory written by `bnn sample`' };

export const DATA_DOC =
  'the data: a .csv table, a .json object of arrays, or arrays in .npy or .idx as in x=images.idx.gz,y=labels.npy';

export const data = requiredText('--data', '<file>', DATA_DOC);

export const priors = repeated(
  '--prior',
  '<prior>',
  "swap a prior: 'tau ~ half_normal(1)'",
  (given) => (/^\s*[^\s~]+.*~\s*\S/.test(given) ? undefined : malformedPrior(given)),
);

export const bindings = repeated(
  '--bind',
  '<binding>',
  'bind a field to columns: y=price',
  (given) => (/^[^=]+=.+$/s.test(given) ? undefined : malformedBinding(given)),
);

export const runs = repeated(
  '--run',
  '<run>',
  'the directory of an earlier run that from_run names: pilot=runs/a',
  (given) => (/^\s*\w+\s*=.*\S/s.test(given) ? undefined : malformedRun(given)),
);

export const lock = text('--lock', '<file>', 'the plan must be the one locked in this file');

function malformedPrior(given: string): Diagnostic {
  return diagnostic(CLI_MESSAGES.malformedPrior, { given });
}

function malformedRun(given: string): Diagnostic {
  return diagnostic(CLI_MESSAGES.malformedRun, { given });
}

function malformedBinding(given: string): Diagnostic {
  return diagnostic(CLI_MESSAGES.malformedBinding, { given });
}
