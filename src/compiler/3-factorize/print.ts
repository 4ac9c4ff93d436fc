import { print, type Node } from '../../expression/index.js';
import type {
  Derived,
  Factor,
  FactorGraph,
  GeneratedDraw,
  Observation,
  Variable,
} from './graph.js';

/** A factor graph as text: what is bound, the unknowns, the factors with what each joins, what is kept. */
export function printGraph(graph: FactorGraph): string {
  const names = namesOf(graph);
  const sections: readonly (readonly [string, readonly string[]])[] = [
    ['data', graph.bindings],
    ['sizes', [...graph.sizes].map(([name, size]) => `${name} = ${String(size)}`)],
    ['variables', [...graph.variables.values()].map(variableText)],
    ['factors', graph.factors.flatMap((factor) => factorLines(factor, names))],
    ['drawn', graph.draws.map((draw) => drawText(draw, names))],
    ['derived', graph.derived.map((derived) => derivedText(derived, names))],
    ['predicted', graph.observations.map((observation) => observationText(observation, names))],
  ];
  return sections
    .filter(([, lines]) => lines.length > 0)
    .map(([title, lines]) => [title, ...lines.map((line) => `  ${line}`)].join('\n'))
    .join('\n\n');
}

/** Quantities that the text of an expression names instead of writing out. */
export function namesOf({ derived }: FactorGraph): ReadonlyMap<Node, string> {
  return new Map(derived.map(({ node, name }) => [node, name]));
}

function variableText({ name, dimensions, shape, support }: Variable): string {
  const axes = dimensions.map((text, i) =>
    text === String(shape[i]) ? text : `${text} = ${String(shape[i])}`,
  );
  return `${name}${axes.length === 0 ? '' : `[${axes.join(', ')}]`}: ${support.kind}`;
}

function factorLines({ name, scope, logDensity }: Factor, names: ReadonlyMap<Node, string>) {
  return [
    name,
    `  joins ${[...scope].join(', ') || 'nothing unknown'}`,
    `  log density ${print(logDensity, names)}`,
  ];
}

function drawText(
  { name, shape, distribution, parameters }: GeneratedDraw,
  names: ReadonlyMap<Node, string>,
): string {
  const axes = shape.length === 0 ? '' : `[${shape.join(', ')}]`;
  const given = parameters.map((node) => print(node, names)).join(', ');
  return `${name}${axes} ~ ${distribution.name}(${given})`;
}

function derivedText({ name, node, kind }: Derived, names: ReadonlyMap<Node, string>): string {
  const others = new Map([...names].filter(([other]) => other !== node));
  const shape = node.shape.length === 0 ? '' : `[${node.shape.join(', ')}]`;
  return `${name}${shape} = ${print(node, others)} (${kind})`;
}

function observationText(
  { target, distribution, parameters, shape, classes, center, scale }: Observation,
  names: ReadonlyMap<Node, string>,
): string {
  const given = parameters.map((node) => print(node, names)).join(', ');
  const rows = shape.length === 0 ? '' : `[${shape.join(', ')}]`;
  const units =
    center === 0 && scale === 1 ? '' : `, in own units times ${short(scale)} plus ${short(center)}`;
  const levels = classes === undefined ? '' : `, one of ${classes.join(', ')}`;
  return `${target}${rows} ~ ${distribution.name}(${given})${units}${levels}`;
}

function short(value: number): string {
  return String(Number(value.toPrecision(6)));
}
