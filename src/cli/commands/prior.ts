import { prior as drawPrior } from '../../index.js';
import { PRIOR_DRAWS } from '../../prior.js';
import { renderPrior } from '../../report/index.js';
import { defineCommand } from '../command.js';
import { priorDocument } from '../documents.js';
import { LIMITS } from '../limits.js';
import { number, text } from '../option.js';
import { bindings, data, MODEL, priors, runs } from './model-options.js';

export const prior = defineCommand({
  name: 'prior',
  summary: 'what a model believes before it sees data',
  detail:
    'Draws every unknown from its prior, without the likelihood, and data sets that would follow. Prints the ' +
    'spread of both, in the units of the data, beside the data themselves: what lies outside the central ' +
    '90 % is marked. The draws are exact and independent.',
  operand: MODEL,
  options: {
    data,
    draws: number(LIMITS.draws, 'draws', PRIOR_DRAWS),
    seed: { ...text('--seed', '<text>', 'seed of all randomness'), fallback: 'drawn and printed' },
    priors,
    runs,
    bindings,
    out: text('--out', '<file>', 'also write the draws to this .csv file, which must not exist'),
  },
  examples: [
    { line: 'bnn prior model.bnn --data train.csv', doc: 'a look' },
    {
      line: "bnn prior model.bnn --data train.csv --prior 'sigma ~ exponential(1)' --seed 1",
      doc: 'another prior',
    },
  ],
  run: async (model, given, { color, io }) => {
    const result = await drawPrior({ model, ...given });
    const { source, seed, draws } = result;
    return {
      status: 0,
      document: () => priorDocument(given.data, result),
      problems: result.warnings,
      text: () =>
        [
          `${source.name} with ${given.data}, ${String(draws.draws)} draws from the prior, seed ${seed}`,
          renderPrior(result, { color: color.stdout, width: io.stdout.columns }),
          ...(given.out === undefined ? [] : [`all draws are in ${given.out}`]),
        ].join('\n\n'),
    };
  },
});
