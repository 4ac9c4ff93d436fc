import type { Node } from '../../expression/node.js';
import type { Dimension } from '../dimension.js';
import type { LayerArgument, LayerArguments } from './arguments.js';

export type SlotName = 'weight' | 'bias';

/** The shape of an array of weights, and the units that feed and leave one unit of it. */
export interface SlotShape {
  readonly dimensions: readonly Dimension[];
  readonly fanIn: Dimension;
  readonly fanOut: Dimension;
}

/** An array of weights that a layer has where it is given a prior. */
export interface LayerSlot {
  readonly name: SlotName;
  readonly required: boolean;
  shape(input: readonly Dimension[], given: LayerArguments): SlotShape;
}

/**
 * A kind of layer, as data. Shapes have the rows first. `build` takes the inputs and the parameters
 * that are there; the activation is applied to its result.
 */
export interface Layer {
  readonly name: string;
  readonly doc: string;
  /** Least and greatest number of input layers. */
  readonly inputs: readonly [number, number];
  /** The input is an index column, whose number of levels is given as `levels`. */
  readonly indexed?: true;
  /** What stands after the inputs, by position or name. */
  readonly arguments: readonly LayerArgument[];
  readonly slots: readonly LayerSlot[];
  /** Shape of the result, or what is wrong with the inputs. */
  output(
    inputs: readonly (readonly Dimension[])[],
    given: LayerArguments,
  ): readonly Dimension[] | string;
  build(
    inputs: readonly Node[],
    parameters: ReadonlyMap<string, Node>,
    given: LayerArguments,
  ): Node;
}
