import { print, share, type Node } from '../../expression/index.js';
import type { FactorGraph } from '../3-factorize/graph.js';
import { namesOf } from '../3-factorize/print.js';
import type { Conditional, Form } from './conditional.js';
import type { GaussianBlock } from './gaussian.js';

/** Full conditionals as text: the factors that touch each unknown, the form proven, and why no better one. */
export function printConditionals(
  graph: FactorGraph,
  conditionals: readonly Conditional[],
): string {
  const names = namesOf(graph);
  return conditionals.map((conditional) => conditionalText(conditional, names)).join('\n\n');
}

function conditionalText(
  { variable, factors, form, because, refusals, joint }: Conditional,
  names: ReadonlyMap<Node, string>,
): string {
  return [
    variable.name,
    `  form     ${formText(form, names)}`,
    `  because  ${because}`,
    ...(joint ? [`  normal   ${jointText(joint)}`] : []),
    `  factors  ${factors.map(({ name }) => name).join(' + ')}`,
    ...refusals.map((refused) => `  not ${refused.form}: ${refused.because}`),
  ].join('\n');
}

/** The block of unknowns that are normal together, given all others. */
function jointText({ variables, system }: GaussianBlock): string {
  const names = variables.map(({ name }) => name).join(', ');
  return `${names}: ${String(system.dimension)} dims, ${String(system.dense?.dimension ?? 0)} dense`;
}

/** The form, written out where it is closed. */
export function formText(form: Form, names: ReadonlyMap<Node, string>): string {
  if (form.kind !== 'exponential') return form.kind;
  const { nodes, known } = recognised(form.natural, names);
  const size = form.natural.at(-1)?.shape.at(-1) ?? 1;
  const text = nodes.map((node) => print(node, known));
  return form.family.describe(text, size);
}

/** The analysis rebuilds expressions: what has a name is known again by its structure. */
export function recognised(
  nodes: readonly Node[],
  names: ReadonlyMap<Node, string>,
): { readonly nodes: readonly Node[]; readonly known: ReadonlyMap<Node, string> } {
  const shared = share([...nodes, ...names.keys()]);
  const known = [...names.values()].map((name, i) => [shared[nodes.length + i]!, name] as const);
  return { nodes: shared.slice(0, nodes.length), known: new Map(known) };
}
