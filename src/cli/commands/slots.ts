import { slots as slotsOf, type Slot } from '../../index.js';
import { renderTable, type TableColumn } from '../../report/table.js';
import { defineCommand } from '../command.js';
import { MODEL, priors, runs } from './model-options.js';

export const slots = defineCommand({
  name: 'slots',
  summary: 'list what can have another prior, and the prior it has',
  detail:
    'Lists every quantity declared with `~`, also those that a prior or an activation brings along, under the name ' +
    'that --prior takes. With --prior, as the model is then.',
  operand: MODEL,
  options: { priors, runs },
  examples: [
    { line: 'bnn slots model.bnn', doc: 'what can be swapped' },
    {
      line: "bnn slots model.bnn --prior 'tau ~ half_normal(1)'",
      doc: 'and after a swap',
    },
  ],
  run: async (model, given, { io }) => {
    const found = await slotsOf({ model, ...given });
    return {
      status: 0,
      document: () => ({ model, slots: found }),
      text: () => renderTable(columns(model), found, io.stdout.columns ?? Infinity),
    };
  },
});

const columns = (model: string): TableColumn<Slot>[] => [
  {
    ...{ head: 'slot', align: 'left' },
    cell: ({ name, dimensions }) =>
      dimensions.length === 0 ? name : `${name}[${dimensions.join(', ')}]`,
  },
  { head: 'prior', align: 'left', cell: ({ prior }) => prior.replace(/\s+/g, ' ') },
  {
    ...{ head: 'from', align: 'left', expendable: 1 },
    cell: ({ from, swapped }) => (swapped ? '--prior' : from === model ? '' : from),
  },
];
