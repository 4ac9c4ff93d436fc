import type { Node } from '../../expression/node.js';
import type { Dimension } from '../dimension.js';

/** An array of weights that a layer needs, and the units that feed and leave one unit of it. */
export interface LayerSlot {
  readonly name: 'weight' | 'bias';
  readonly dimensions: readonly Dimension[];
  readonly fanIn: Dimension;
  readonly fanOut: Dimension;
  readonly required: boolean;
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
  /** Names of the arguments after the inputs, each a dimension. */
  readonly arguments: readonly string[];
  /** Shape of the result, or what is wrong with the inputs. */
  output(
    inputs: readonly (readonly Dimension[])[],
    given: readonly Dimension[],
  ): readonly Dimension[] | string;
  slots(
    inputs: readonly (readonly Dimension[])[],
    given: readonly Dimension[],
  ): readonly LayerSlot[];
  build(inputs: readonly Node[], parameters: ReadonlyMap<string, Node>): Node;
}
