import { explainPlan } from '../../compiler/explain.js';
import { plan as planModel } from '../../index.js';
import { defineCommand } from '../command.js';
import { planDocument } from '../documents.js';
import { bindings, data, MODEL, priors } from './model-options.js';

export const plan = defineCommand({
  name: 'plan',
  summary: 'show how each quantity will be sampled, and why',
  detail:
    'Prints, for every block, its full conditional in closed form where there is one, the sampler, why ' +
    'that one, and which term refuses each better one. Nothing is sampled and nothing is written.',
  operand: MODEL,
  options: { data, priors, bindings },
  examples: [
    { line: 'bnn plan model.bnn --data train.csv', doc: 'what would be sampled, and how' },
    {
      line: "bnn plan model.bnn --data train.csv --prior 'tau ~ half_normal(1)'",
      doc: 'does another prior cost a closed form?',
    },
  ],
  run: async (model, given) => {
    const result = await planModel({ model, ...given });
    const sizes = [...result.sizes].map(([name, size]) => `${name} = ${String(size)}`).join(', ');
    return {
      status: 0,
      document: () => planDocument(result),
      problems: result.warnings,
      text: () => [...result.bindings, sizes, '', explainPlan(result.plan)].join('\n'),
    };
  },
});
