import { draws as printDraws } from '../../index.js';
import { defineCommand } from '../command.js';
import { choice, repeated } from '../option.js';
import { RUN } from './model-options.js';

export const draws = defineCommand({
  name: 'draws',
  summary: 'print the draws of chosen quantities',
  detail:
    'One line a draw with its chain and number, one column an element. A selection is a quantity (theta), an ' +
    "element (theta[2]) or a pattern ('f.hidden.*'); without one, everything is printed.",
  operand: RUN,
  options: {
    select: repeated('--select', '<names>', 'what to print', () => undefined),
    format: choice('--format', ['csv', 'json'], 'as a table or as one JSON document', 'csv'),
  },
  examples: [
    {
      line: "bnn draws model.run --select 'theta' --format csv > theta.csv",
      doc: 'for a spreadsheet',
    },
    {
      line: "bnn draws model.run --select 'f.hidden.*' --format json",
      doc: 'a layer, for a script',
    },
  ],
  run: async (directory, { select, format }, { json }) => {
    const pieces = await printDraws(directory, { select, format: json ? 'json' : format });
    return { status: 0, document: () => undefined, text: () => '', pieces: () => pieces };
  },
});
