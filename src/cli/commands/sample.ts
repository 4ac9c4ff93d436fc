import { newSeed, freeDirectory, sample as sampleModel } from '../../index.js';
import type { Diagnostic } from '../../base/diagnostic.js';
import { defineCommand } from '../command.js';
import { renderDiagnostics } from '../failure.js';
import { text, toggle } from '../option.js';
import { bindings, data, lock, MODEL, priors, runs } from './model-options.js';
import { samplerOptions } from './sampler-options.js';
import { runSession, sessionOutcome } from './session.js';

export const sample = defineCommand({
  name: 'sample',
  summary: 'sample the posterior into a new run directory',
  detail:
    'Runs the chains on worker threads, then prints the summary; the exit status is 2 when a diagnostic ' +
    'failed. Equal model, data, options and seed give equal draws, whatever the number of workers. ' +
    'Ctrl-C keeps what is done: `bnn resume` goes on to the same draws.',
  operand: MODEL,
  options: {
    data,
    ...samplerOptions,
    priors,
    runs,
    bindings,
    lock,
    acceptPlan: toggle('--accept-plan', 'go on, with a warning, where it is not'),
    directory: {
      ...text('--out', '<dir>', 'the run directory, which must not exist'),
      fallback: '<model>.run',
    },
  },
  examples: [
    { line: 'bnn sample model.bnn --data train.csv', doc: 'four chains of 1000 draws' },
    {
      line: 'bnn sample model.bnn --data train.csv --chains 2 --draws 500 --seed 7 --out first.run',
      doc: 'a shorter run that can be repeated',
    },
    {
      line: "bnn sample model.bnn --data houses.csv --bind y=price --prior 'sigma ~ exponential(1)'",
      doc: 'a named target, another prior',
    },
    {
      line: `bnn sample model.bnn --data new.csv --prior 'beta ~ from_run("model.run", beta)'`,
      doc: 'what an earlier run has learned, as the prior',
    },
  ],
  run: async (model, given, context) => {
    const seed = given.seed ?? newSeed();
    const directory = given.directory ?? freeDirectory(model);
    const { io, json, color } = context;
    const onWarning = (warning: Diagnostic) => {
      if (!json) io.stderr.write(`${renderDiagnostics([warning], color.stderr)}\n\n`);
    };
    const announcement = `seed ${seed}, run directory ${directory}`;
    const result = await runSession({ ...given, announcement }, context, (session) =>
      sampleModel({ model, ...given, seed, directory, onWarning, ...session }),
    );
    return sessionOutcome(result, context);
  },
});
