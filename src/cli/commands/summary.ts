import { summary as summarise } from '../../index.js';
import { defineCommand } from '../command.js';
import { summaryDocument } from '../documents.js';
import { toggle } from '../option.js';
import { RUN } from './model-options.js';
import { summaryStatus, summaryText } from './summary-text.js';

export const summary = defineCommand({
  name: 'summary',
  summary: 'the posterior of a run, and whether it can be trusted',
  detail:
    'Mean, sd, Monte Carlo error, quantiles, R-hat and effective sample sizes of each quantity, and what the ' +
    'samplers report. The exit status is 2 when a diagnostic failed. The weights of a network are left ' +
    'out of the table, and are not held against the run: convergence is judged on what the network says.',
  operand: RUN,
  options: { all: toggle('--all', 'every quantity, weights included') },
  examples: [
    { line: 'bnn summary model.run', doc: 'the posterior' },
    { line: 'bnn summary model.run --json', doc: 'the same for a script, every quantity' },
  ],
  run: async (directory, { all }, context) => {
    const result = await summarise(directory);
    return {
      status: summaryStatus(result),
      document: () => summaryDocument(result),
      text: () => summaryText(result, all, context),
    };
  },
});
