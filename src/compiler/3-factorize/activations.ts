import type { Node } from '../../expression/index.js';
import type { CheckedModel } from '../2-check/model.js';
import type { Binding } from './binding.js';
import { Lowering } from './lower.js';

/** An activation with learned parameters, evaluated at some inputs. */
export interface ActivationCurve {
  /** What the names of its parameters begin with. */
  readonly name: string;
  /** Name of its declaration. */
  readonly family: string;
  /** [points], times the axes of the units that have parameters of their own. */
  readonly values: Node;
}

export function activationCurves(
  model: CheckedModel,
  binding: Binding,
  points: readonly number[],
): ActivationCurve[] {
  const lowering = new Lowering(model, binding);
  return model.activations.map(({ name, family, at }) => ({
    ...{ name, family, values: lowering.term(at(points)) },
  }));
}
