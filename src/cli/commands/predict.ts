import { predict as predictRows } from '../../index.js';
import { renderPrediction } from '../../report/index.js';
import { defineCommand } from '../command.js';
import { predictionDocument } from '../documents.js';
import { requiredText, text } from '../option.js';
import { RUN } from './model-options.js';

export const predict = defineCommand({
  name: 'predict',
  summary: 'predict new rows, and score them where the target is known',
  detail:
    'For each row the mean, sd and quantiles of the posterior predictive, in the units of the data, or the ' +
    'probability of each class. Where the target is a column of the new data: RMSE or accuracy, and the ' +
    'mean log predictive density.',
  operand: RUN,
  options: {
    data: requiredText(
      '--data',
      '<file>',
      'the new rows, with the columns the model was fitted to',
    ),
    out: text('--out', '<file>', 'also write them to this .csv file, which must not exist'),
  },
  examples: [
    { line: 'bnn predict model.run --data test.csv', doc: 'a look, and the scores' },
    {
      line: 'bnn predict model.run --data new.csv --out predictions.csv',
      doc: 'a table for others',
    },
  ],
  run: async (directory, { data, out }, { color, io }) => {
    const result = await predictRows(directory, { data, out });
    return {
      status: 0,
      document: () => predictionDocument(directory, data, result),
      text: () =>
        [
          renderPrediction(result, { color: color.stdout, width: io.stdout.columns }),
          ...(out === undefined ? [] : [`\nall rows are in ${out}`]),
        ].join('\n'),
    };
  },
});
