import type { Node } from '../../expression/index.js';
import type { CheckedModel } from '../2-check/model.js';
import type { Binding } from './binding.js';
import { factorize } from './factorize.js';
import type { FactorGraph, Observation } from './graph.js';
import { normalGiven, stacked } from './stacked.js';

/** What a prediction stands on: the rows fitted to, with their graph, and the new ones. */
export interface Fitted {
  readonly model: CheckedModel;
  readonly reference: Binding;
  readonly graph: FactorGraph;
}

/**
 * The graph at new rows, where an `observe` that makes all rows one multivariate normal vector, such as a Gaussian
 * process, is given the rows fitted to: Rasmussen and Williams (2006), Gaussian Processes for Machine
 * Learning, (2.23)-(2.24). Its covariance at both together is what the model writes for so many rows.
 */
export function conditionedOnFitted(
  { model, reference, graph: fitted }: Fitted,
  rows: Binding,
  graph: FactorGraph,
): FactorGraph {
  const observations = graph.observations.map((observation, i) => {
    const axis = rowsOf(model, i);
    const known = fitted.observations[i]!.value;
    if (axis === undefined || known === undefined) return observation;
    const both = stacked(reference, rows, axis);
    const joint = both && factorize(model, both);
    // One vector whose length is that of its parameters has no rows that could be more.
    if (joint === undefined || !sameUnknowns(fitted, joint)) return observation;
    return given(observation, joint.observations[i]!, known);
  });
  return { ...graph, observations };
}

/** The dimension that the rows of an observed vector are, where they depend on each other. */
function rowsOf({ observations }: CheckedModel, index: number): string | undefined {
  const { value, distribution: law } = observations[index]!;
  const [axis, ...more] = value.dimensions;
  const isVector = law.distribution.name === 'multi_normal' && more.length === 0;
  return isVector && axis?.kind === 'named' ? axis.name : undefined;
}

function sameUnknowns(fitted: FactorGraph, joint: FactorGraph): boolean {
  return [...joint.variables].every(
    ([name, { shape }]) => fitted.variables.get(name)?.shape.join() === shape.join(),
  );
}

function given(here: Observation, joint: Observation, known: Node): Observation {
  return { ...here, parameters: normalGiven(joint.parameters, known) };
}
