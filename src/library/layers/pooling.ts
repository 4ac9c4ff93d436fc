import type { Node, Pair } from '../../expression/index.js';
import { windows } from '../../expression/index.js';
import { givenPair } from './arguments.js';
import { notImages, places } from './images.js';
import type { Layer } from './layer.js';

/** A layer that joins the elements of a window, channel by channel; `join` removes axes. */
export function pooling(
  name: string,
  doc: string,
  join: (x: Node, axes: readonly number[]) => Node,
): Layer {
  return {
    name,
    doc,
    inputs: [1, 1],
    arguments: [
      { name: 'window', kind: 'pair', doc: 'height and width of the window' },
      { name: 'stride', kind: 'pair', doc: 'from one place to the next', otherwise: 'window' },
    ],
    slots: [],
    output([x], given) {
      const wrong = notImages(name, x!);
      if (wrong !== undefined) return wrong;
      const window: Pair = givenPair(given, 'window');
      const found = places(name, x!, window, givenPair(given, 'stride', window));
      return typeof found === 'string' ? found : [x![0]!, ...found, x![3]!];
    },
    build([x], _, given) {
      const window = givenPair(given, 'window');
      return join(windows(x!, window, givenPair(given, 'stride', window)), [2, 4]);
    },
  };
}

/** A layer that joins all places of the images, channel by channel. */
export function globalPooling(
  name: string,
  doc: string,
  join: (x: Node, axes: readonly number[]) => Node,
): Layer {
  return {
    name,
    doc,
    inputs: [1, 1],
    arguments: [],
    slots: [],
    output: ([x]) => notImages(name, x!) ?? [x![0]!, x![3]!],
    build: ([x]) => join(x!, [1, 2]),
  };
}
