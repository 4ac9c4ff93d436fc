import {
  dotText,
  explainPlan,
  graphSvg,
  latexPlan,
  plan as planModel,
  printConditionals,
  printGraph,
  type PlanResult,
} from '../../index.js';
import { DiagnosticError } from '../../base/diagnostic.js';
import { diagnostic } from '../../base/message.js';
import { CLI_MESSAGES } from '../messages.js';
import { defineCommand } from '../command.js';
import { planDocument } from '../documents.js';
import { choice, text, toggle } from '../option.js';
import { bindings, data, lock, MODEL, priors, runs } from './model-options.js';

const STAGES = {
  plan: ({ plan: blocks, bindings: bound, sizes }) => {
    const list = [...sizes].map(([name, size]) => `${name} = ${String(size)}`).join(', ');
    return [...bound, list, '', explainPlan(blocks)].join('\n');
  },
  graph: ({ graph }) => printGraph(graph),
  conditionals: ({ graph, conditionals }) => printConditionals(graph, conditionals),
} satisfies Record<string, (result: PlanResult) => string>;

/** What is printed in place of the plan, at most one thing. */
interface Forms {
  readonly print: keyof typeof STAGES;
  readonly latex: boolean;
  readonly dot: boolean;
  readonly svg: boolean;
}

function requireOneForm({ print, latex, dot, svg }: Forms): void {
  const [first, second] = [
    ...(latex ? ['--latex'] : []),
    ...(dot ? ['--dot'] : []),
    ...(svg ? ['--svg'] : []),
    ...(print === 'plan' ? [] : [`--print ${print}`]),
  ];
  if (first === undefined || second === undefined) return;
  const values = { first, second };
  throw new DiagnosticError([diagnostic(CLI_MESSAGES.exclusive, values)]);
}

async function drawnPlan({ drawing }: PlanResult, svg: boolean): Promise<string> {
  const source = dotText(drawing);
  return svg ? await graphSvg(source) : source;
}

export const plan = defineCommand({
  name: 'plan',
  summary: 'show how each quantity will be sampled, and why',
  detail:
    'Prints, for every block, its full conditional in closed form where there is one, the sampler, why ' +
    'that one, and which term refuses each better one. Nothing is sampled. A plan locked with --write-lock ' +
    'can be required with --lock: where it would be another now, the blocks that differ are named.',
  operand: MODEL,
  options: {
    data,
    priors,
    runs,
    bindings,
    lock,
    writeLock: text('--write-lock', '<file>', 'lock the plan in this new file, for --lock'),
    latex: toggle('--latex', 'print the plan as LaTeX for a paper, to be used with amsmath'),
    dot: toggle(
      '--dot',
      'print the factor graph, its unknowns by the blocks that move them, as DOT',
    ),
    svg: toggle('--svg', 'print that graph as an SVG picture, laid out by Graphviz'),
    print: choice(
      '--print',
      ['plan', 'graph', 'conditionals'],
      'or a stage before it: the factor graph, the full conditionals',
      'plan',
    ),
  },
  examples: [
    { line: 'bnn plan model.bnn --data train.csv', doc: 'what would be sampled, and how' },
    {
      line: "bnn plan model.bnn --data train.csv --prior 'tau ~ half_normal(1)'",
      doc: 'does another prior cost a closed form?',
    },
    { line: 'bnn plan model.bnn --data train.csv --print graph', doc: 'what is joined by what' },
    { line: 'bnn plan model.bnn --data train.csv --latex > plan.tex', doc: 'for a paper' },
    { line: 'bnn plan model.bnn --data train.csv --svg > plan.svg', doc: 'what moves together' },
    {
      line: 'bnn plan model.bnn --data train.csv --write-lock plan.lock.json',
      doc: 'keep the plan, so that a later compiler that would choose otherwise says so',
    },
  ],
  run: async (model, { print, latex, dot, svg, ...given }) => {
    requireOneForm({ print, latex, dot, svg });
    const result = await planModel({ model, ...given });
    const drawn = dot || svg ? await drawnPlan(result, svg) : undefined;
    return {
      status: result.change === undefined ? 0 : 1,
      document: () => ({
        ...planDocument(result),
        ...(print === 'plan' ? {} : { [print]: STAGES[print](result) }),
        ...(latex && { latex: latexPlan(result.graph, result.plan) }),
        ...(drawn !== undefined && { [svg ? 'svg' : 'dot']: drawn }),
      }),
      problems: [...result.warnings, ...(result.change === undefined ? [] : [result.change])],
      text: () => drawn ?? (latex ? latexPlan(result.graph, result.plan) : STAGES[print](result)),
    };
  },
});
