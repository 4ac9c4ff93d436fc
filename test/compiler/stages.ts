import {
  check,
  explainPlan,
  plan,
  printConditionals,
  printGraph,
  printModel,
  printProgram,
} from '../../src/index.js';

/** What each stage of the compiler makes of a model and its data, as text by the name of the stage. */
export async function stagesOf(
  model: string,
  data: string,
  bindings: readonly string[],
): Promise<Readonly<Record<string, string>>> {
  const checked = await check({ model, data, bindings });
  const planned = await plan({ model, data, bindings });
  const { graph, conditionals } = planned;
  const texts = {
    program: printProgram(checked.program),
    model: printModel(checked.model!),
    graph: printGraph(graph),
    conditionals: printConditionals(graph, conditionals),
    plan: explainPlan(planned.plan),
  };
  return Object.fromEntries(
    Object.entries(texts).map(([stage, text]) => [stage, `${text.trimEnd()}\n`]),
  );
}
