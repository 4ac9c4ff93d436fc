import { DiagnosticError } from '../../base/diagnostic.js';
import { diagnostic } from '../../base/message.js';
import {
  add,
  constant,
  gather,
  input,
  inputsOf,
  reshape,
  scatterAdd,
  sizeOf,
  type Node,
} from '../../expression/index.js';
import type { Distribution } from '../../library/index.js';
import type { Place } from '../2-check/model.js';
import type { BoundField } from './binding.js';
import { bindingMessages } from './messages.js';

/** Name of the unknown that stands for the missing cells of a field, in their order. */
export function missingName(field: string): string {
  return `${field}.missing`;
}

/** The unknown itself. */
export function missingInput({ field, missing }: BoundField): Node | undefined {
  return missing && input(missingName(field.name), [missing.length]);
}

/** A field's values: data, with the unknown in the places of the missing cells. */
export function fieldNode({ field, values, shape, missing }: BoundField, cells?: Node): Node {
  if (missing === undefined || cells === undefined) {
    return shape.length === 0 ? constant(values[0]!) : constant(values, shape, field.name);
  }
  const spread = scatterAdd(cells, constant(missing), values.length);
  return add(constant(values, shape, field.name), reshape(spread, shape));
}

/** One part of the cells of an observed field, with the parameters of each. */
export interface Cells {
  readonly value: Node;
  readonly parameters: readonly Node[];
}

/** The missing and the other cells of an observed field apart, each of one axis. */
export function splitCells(
  bound: BoundField & { readonly missing: Float64Array },
  cells: Node,
  distribution: Distribution,
  parameters: readonly Node[],
  place: Place,
): { readonly missing: Cells; readonly present: Cells | undefined } {
  const { values, shape, missing } = bound;
  const { name } = bound.field;
  const refuse = (problem: string) =>
    new DiagnosticError([diagnostic(bindingMessages.missingSelf, { name, problem }, place)]);
  if (distribution.event.length > 0) throw refuse('they are parts of vectors');
  const own = missingName(name);
  if (parameters.some((node) => inputsOf(node).has(own))) {
    throw refuse(`the parameters of ${distribution.name} read ${name} itself`);
  }
  requireChances(bound, distribution, parameters, place);
  const gaps = new Set(missing);
  const present = Float64Array.from(values.keys()).filter((i) => !gaps.has(i));
  const at = (positions: Float64Array) =>
    parameters.map((node, i) =>
      cellsOf(node, shape, distribution.parameters[i]!.axes.length, positions),
    );
  const observed = Float64Array.from(present, (i) => values[i]!);
  return {
    missing: { value: cells, parameters: at(missing) },
    present:
      present.length === 0
        ? undefined
        : { value: constant(observed, [present.length], name), parameters: at(present) },
  };
}

/** A missing level indexes what the levels have, so it must be one of them. */
function requireChances(
  { field: { name }, levels }: BoundField,
  distribution: Distribution,
  parameters: readonly Node[],
  place: Place,
): void {
  if (levels === undefined) return;
  const chances = distribution.probabilities?.(parameters);
  const isOfLevels = distribution.support(parameters).kind === 'class';
  if (isOfLevels && chances?.shape.at(-1) === levels.length) return;
  const shown = { name, distribution: distribution.name, count: levels.length };
  throw new DiagnosticError([diagnostic(bindingMessages.missingLevel, shown, place)]);
}

/** A parameter at some cells; one that is the same for all stays one. */
function cellsOf(
  node: Node,
  shape: readonly number[],
  rank: number,
  positions: Float64Array,
): Node {
  if (node.shape.length === rank) return node;
  const flat = reshape(node, [sizeOf(shape), ...node.shape.slice(shape.length)]);
  return gather(flat, constant(positions));
}
