import { SAMPLE_DEFAULTS, newSeed, freeDirectory, sample as sampleModel } from '../../index.js';
import { BACKENDS, PRECISIONS } from '../../backend/settings.js';
import type { Diagnostic } from '../../base/diagnostic.js';
import { defineCommand } from '../command.js';
import { renderDiagnostics } from '../failure.js';
import { LIMITS } from '../limits.js';
import { choice, number, optionalChoice, optionalNumber, text, toggle } from '../option.js';
import { bindings, data, lock, MODEL, priors } from './model-options.js';
import { runSession, sessionOutcome } from './session.js';

const { chains, warmup, draws, adaptDelta, maxTreedepth } = SAMPLE_DEFAULTS;

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
    chains: number(LIMITS.chains, 'chains', chains),
    warmup: number(LIMITS.warmup, 'warm-up iterations a chain, not kept', warmup),
    draws: number(LIMITS.draws, 'draws kept a chain', draws),
    seed: { ...text('--seed', '<text>', 'seed of all randomness'), fallback: 'drawn and printed' },
    adaptDelta: number(LIMITS.adaptDelta, 'acceptance rate that step sizes aim at', adaptDelta),
    maxTreedepth: number(LIMITS.maxTreedepth, 'greatest depth of a NUTS tree', maxTreedepth),
    workers: optionalNumber(LIMITS.workers, 'threads at work at once', 'one a chain or core'),
    backend: optionalChoice(
      '--backend',
      BACKENDS,
      'what runs the model; native needs a C compiler',
      'wasm',
    ),
    precision: choice(
      '--precision',
      PRECISIONS,
      'of rows and units of a network; sums are f64',
      'f64',
    ),
    reproducible: toggle('--reproducible', 'the same bits on every machine, a little slower'),
    priors,
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
