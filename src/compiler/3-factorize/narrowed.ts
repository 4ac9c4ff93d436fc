import {
  constant,
  constantValues,
  evaluate,
  inputsOf,
  maximum,
  minimum,
  scalarValue,
  sum,
  type Node,
} from '../../expression/index.js';
import { elementSupport, isDiscrete, withoutTest, type Support } from '../../library/index.js';
import { DiagnosticError } from '../../base/diagnostic.js';
import { diagnostic } from '../../base/message.js';
import { dataEnds, type DataEnds, type Side } from './data-ends.js';
import type { Factor, FactorGraph, Variable } from './graph.js';
import { bindingMessages } from './messages.js';

type Variables = Map<string, Variable>;

/**
 * Unknowns that bound what is observed, as in `y ~ uniform(0, k)`, are kept from passing the data: those ends are then
 * ends of their supports. So no move has to find the jump of the density there, starts have data inside, and what is
 * left of the density is smooth, or a closed form.
 */
export function narrowed(graph: FactorGraph): FactorGraph {
  const variables: Variables = new Map(graph.variables);
  const factors = graph.factors.map((factor) => {
    const values = factor.value.op === 'constant' ? constantValues(factor.value) : undefined;
    const support = factor.distribution.support(factor.parameters);
    if (factor.kind !== 'likelihood' || values === undefined || support.kind !== 'interval')
      return factor;
    const ends = (['lower', 'upper'] as const).map((side) =>
      keepInside(graph, variables, factor, { side, bound: support[side], values }),
    );
    return ends.every((isKept) => isKept) ? inside(factor) : factor;
  });
  return { ...graph, variables, factors };
}

interface End {
  readonly side: Side;
  readonly bound: Node;
  readonly values: Float64Array;
}

/** Narrows an unknown of the bound; whether numbers now keep the data inside, whatever the unknowns are. */
function keepInside(graph: FactorGraph, variables: Variables, factor: Factor, end: End): boolean {
  const unknown = [...inputsOf(end.bound)].map((name) => variables.get(name)!);
  if (unknown.length === 0) return isSatisfied(end);
  // The last of them: the ends of what is declared later may be moved by what comes earlier.
  const order = [...variables.keys()];
  unknown.sort((a, b) => order.indexOf(b.name) - order.indexOf(a.name));
  for (const variable of unknown) {
    if (isDiscrete(variable.support.kind) || elementSupport(variable.support) !== variable.support)
      continue;
    const others = unknown.filter((other) => other !== variable);
    if (others.some((other) => reaches(other, variable.name, variables))) continue;
    const found = dataEnds(variable, { ...end, name: factor.target });
    const support = found && within(variable, found);
    if (support === undefined) continue;
    requireRoom(graph, factor, variable, support);
    variables.set(variable.name, { ...variable, support });
    return others.length === 0;
  }
  return false;
}

function isSatisfied({ side, bound, values }: End): boolean {
  const ends = evaluate([bound])[0]!;
  return values.every((value, i) => {
    const end = ends[ends.length === 1 ? 0 : i]!;
    return side === 'lower' ? end <= value : value <= end;
  });
}

/** Whether the ends of an unknown are moved by another, by way of others too. */
function reaches({ support }: Variable, name: string, variables: Variables): boolean {
  if (support.kind !== 'interval') return false;
  return [support.lower, support.upper]
    .flatMap((end) => [...inputsOf(end)])
    .some((read) => read === name || reaches(variables.get(read)!, name, variables));
}

/** The support cut to what data leave of it; undefined where that is open for some elements and not for others. */
function within({ support }: Variable, { lower, upper }: DataEnds): Support | undefined {
  const [from, to] = ownEnds(support);
  const ends = {
    lower: lower === undefined ? from : joined(from, lower, -Infinity),
    upper: upper === undefined ? to : joined(to, upper, Infinity),
  };
  const isMixed = Object.values(ends).some(
    (end) => end.op === 'constant' && end.shape.length > 0 && !constantValues(end).every(isFinite),
  );
  return isMixed ? undefined : { kind: 'interval', ...ends };
}

function ownEnds(support: Support): readonly [Node, Node] {
  if (support.kind === 'interval') return [support.lower, support.upper];
  const isBelow = support.kind === 'positive' || support.kind === 'unit';
  return [constant(isBelow ? 0 : -Infinity), constant(support.kind === 'unit' ? 1 : Infinity)];
}

/** The inner of two ends, itself where they are numbers. */
function joined(own: Node, data: Node, none: number): Node {
  const [a, b] = [scalarValue(own), scalarValue(data)];
  if (a === none) return data;
  const inner = none < 0 ? maximum(own, data) : minimum(own, data);
  if (a === undefined || b === undefined)
    return inputsOf(inner).size > 0 ? inner : constant(evaluate([inner])[0]!, inner.shape);
  return (none < 0 ? a >= b : a <= b) ? own : data;
}

function requireRoom(
  { source }: FactorGraph,
  { name: factor, span }: Factor,
  { name, support: own }: Variable,
  support: Support,
): void {
  const [lower, upper] = ownEnds(support);
  if (inputsOf(lower).size > 0 || inputsOf(upper).size > 0) return;
  const [from, to] = evaluate([lower, upper]) as [Float64Array, Float64Array];
  const at = (ends: Float64Array, i: number) => ends[ends.length === 1 ? 0 : i]!;
  for (let i = 0; i < Math.max(from.length, to.length); i++) {
    if (at(from, i) < at(to, i)) continue;
    const prior = ownEnds(own).map((end) =>
      inputsOf(end).size > 0 ? '?' : at(evaluate([end])[0]!, i),
    );
    const filled = {
      ...{ name, factor, lower: String(at(from, i)), upper: String(at(to, i)) },
      prior: prior.map(String).join(' to '),
    };
    throw new DiagnosticError([diagnostic(bindingMessages.noRoom, filled, { source, span })]);
  }
}

/** Without the test of its values against its support. */
function inside(factor: Factor): Factor {
  const elements = withoutTest(factor.distribution.logDensity(factor.value, factor.parameters));
  const logDensity = elements.shape.length === 0 ? elements : sum(elements);
  return { ...factor, logDensity, scope: inputsOf(logDensity), isInside: true };
}
