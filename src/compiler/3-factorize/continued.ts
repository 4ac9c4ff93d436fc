import { concat, input, slice, substituteAll, type Node } from '../../expression/index.js';
import type { CheckedModel } from '../2-check/model.js';
import type { Binding } from './binding.js';
import type { Fitted } from './conditioned.js';
import { factorize } from './factorize.js';
import { targetsOf } from './fields-read.js';
import type { FactorGraph, GeneratedDraw, Observation } from './graph.js';
import { normalGiven, stacked } from './stacked.js';

/** A graph at new rows, and the unknowns there, drawn given those of the run. */
export interface Continued {
  readonly graph: FactorGraph;
  readonly draws: readonly GeneratedDraw[];
}

/**
 * The graph at new rows where normal vectors of unknowns, such as a latent Gaussian process, go on over rows that they were
 * not fitted to: their new elements are drawn given the fitted ones, by the covariance that the model writes for
 * both together. Undefined where no unknown goes on.
 */
export function continuedOverRows(
  { model, reference, graph: fitted }: Fitted,
  rows: Binding,
  here: FactorGraph,
): Continued | undefined {
  const axis = normalAxis(model, fitted);
  if (axis === undefined || sameRows(model, reference, rows, axis)) return undefined;
  const both = stacked(reference, rows, axis);
  const joint = both && factorize(model, both);
  if (joint === undefined) return undefined;
  const before = reference.sizes.get(axis)!;
  const replaced = new Map<Node, Node>();
  const names = normalsOver(model, axis);
  for (const name of names) {
    const { input: whole } = joint.variables.get(name)!;
    const { input: known } = fitted.variables.get(name)!;
    replaced.set(whole, concat([known, input(newName(name), [whole.shape[0]! - before])], 0));
  }
  const draws = names.map((name): GeneratedDraw => {
    const { distribution, parameters } = joint.factors.find(({ target }) => target === name)!;
    const known = fitted.variables.get(name)!.input;
    const law = normalGiven(substituteAll(parameters, replaced), known);
    const { shape } = law[0];
    return {
      name: newName(name),
      dimensions: shape.map(String),
      shape,
      distribution,
      parameters: law,
    };
  });
  const observations = here.observations.map((observation, i) =>
    atNewRows(observation, joint.observations[i]!, replaced, before),
  );
  return { graph: { ...here, observations, variables: withoutNew(here, names) }, draws };
}

// A name of the language has no space.
const newName = (name: string) => `${name} at new rows`;

/** Unknowns that are one normal vector over the rows. */
function normalsOver({ unknowns }: CheckedModel, axis: string): string[] {
  return unknowns
    .filter(({ dimensions: [first, ...more], prior: { distribution } }) => {
      const isOver = first?.kind === 'named' && first.name === axis && more.length === 0;
      return isOver && distribution.name === 'multi_normal';
    })
    .map(({ name }) => name);
}

/** The rows that a normal vector of unknowns stands over, if its covariance is computed and no unknown matrix. */
function normalAxis(model: CheckedModel, fitted: FactorGraph): string | undefined {
  for (const { name, dimensions, prior } of model.unknowns) {
    const [axis] = dimensions;
    if (prior.distribution.name !== 'multi_normal' || axis?.kind !== 'named') continue;
    const isRows = model.fields.some(({ dimensions: [first] }) => first?.kind === 'named' && first.name === axis.name); // prettier-ignore
    const matrix = [...fitted.variables.values()].some(
      (other) =>
        other.name !== name && other.dimensions.filter((one) => one === axis.name).length > 1,
    );
    if (isRows && !matrix && dimensions.length === 1) return axis.name;
  }
  return undefined;
}

/** Whether the new rows are, but for what is observed, those fitted to: then their unknowns are the run's. */
function sameRows(model: CheckedModel, fitted: Binding, rows: Binding, axis: string): boolean {
  if (fitted.sizes.get(axis) !== rows.sizes.get(axis)) return false;
  const targets = targetsOf(model);
  return [...rows.fields].every(([name, { field, values }]) => {
    const [first] = field.dimensions;
    if (targets.has(name) || first?.kind !== 'named' || first.name !== axis) return true;
    const before = fitted.fields.get(name)!.values;
    return values.every((value, i) => value === before[i]);
  });
}

function withoutNew(
  { variables }: FactorGraph,
  names: readonly string[],
): FactorGraph['variables'] {
  return new Map([...variables].filter(([name]) => !names.includes(name)));
}

/** Of an observation of both, that of the new rows. */
function atNewRows(
  here: Observation,
  joint: Observation,
  replaced: ReadonlyMap<Node, Node>,
  before: number,
): Observation {
  const all = joint.shape[0];
  if (all === here.shape[0]) return here;
  const whole = substituteAll(joint.parameters, replaced);
  const parameters = whole.map((node, k) => {
    const isPerRow = node.shape.length > here.distribution.parameters[k]!.axes.length;
    return isPerRow ? slice(node, 0, before, all!) : node;
  });
  return { ...here, parameters };
}
