import type { Node } from '../../expression/node.js';
import { pairOf } from '../../expression/windows.js';
import type { Located } from './products.js';
import type { Matrix, Product, ProductAxis } from './schedule.js';

type Four = readonly [number, number, number, number];

/** Images, weights and what is at each place: the three arrays of a convolution and of its adjoints. */
interface Arrays {
  readonly images: Located;
  readonly weights: Located;
  readonly places: Located;
}

/**
 * A convolution, or an adjoint of it, on a tile of rows: at each place of the window, products with one line of it after
 * another. Columns of a line and channels are one axis where they lie like one in all arrays.
 */
export function scheduleConvolution(
  node: Node,
  [first, second]: readonly [Located, Located],
  output: Located,
  tile: number,
): Product {
  const [a, b] = node.inputs.map(({ shape }) => shape) as [Four, Four];
  const own = node.shape as Four;
  const stride = pairOf(node.attributes, 'stride');
  switch (node.op) {
    case 'convolve': {
      const arrays = { images: first, weights: second, places: output };
      return forward(new Walk(arrays, b, own, stride), tile);
    }
    case 'convolveInput': {
      const arrays = { images: output, weights: second, places: first };
      return toImages(new Walk(arrays, b, a, stride), tile);
    }
    default: {
      const arrays = { images: first, weights: output, places: second };
      return toWeights(new Walk(arrays, own, b, stride), tile);
    }
  }
}

/** How the three arrays are gone through. */
class Walk {
  readonly filters: number;
  /** Elements of a line of the window that are gone through in one stride. */
  readonly run: number;
  /** The axes of the window outside a run. */
  readonly window: readonly { extent: number; images: number; weights: number }[];
  readonly places: readonly { extent: number; images: number; places: number }[];

  constructor(
    readonly arrays: Arrays,
    [high, wide, channels, filters]: Four,
    [, down, across]: Four,
    [stepDown, stepAcross]: readonly [number, number],
  ) {
    const [, line, column, channel] = arrays.images.strides as Four;
    const [ofLine, ofColumn, ofChannel] = arrays.weights.strides as Four;
    const [, placeLine, placeColumn] = arrays.places.strides as Four;
    const joined = column === channels * channel && ofColumn === channels * ofChannel;
    this.filters = filters;
    this.run = joined ? wide * channels : channels;
    const lines = { extent: high, images: line, weights: ofLine };
    const columns = { extent: wide, images: column, weights: ofColumn };
    this.window = joined ? [lines] : [lines, columns];
    this.places = [
      { extent: down, images: stepDown * line, places: placeLine },
      { extent: across, images: stepAcross * column, places: placeColumn },
    ];
  }

  /** Rows of images by runs, runs of weights by filters, rows of places by filters. */
  get images(): Matrix {
    const { place, strides, tile } = this.arrays.images;
    return { place, tile, row: strides[0]!, column: strides[3]! };
  }

  get weights(): Matrix {
    const { place, strides, tile } = this.arrays.weights;
    return { place, tile, row: strides[2]!, column: strides[3]! };
  }

  get atPlaces(): Matrix {
    const { place, strides, tile } = this.arrays.places;
    return { place, tile, row: strides[0]!, column: strides[3]! };
  }
}

function turned({ place, tile, row, column }: Matrix): Matrix {
  return { place, tile, row: column, column: row };
}

function forward(walk: Walk, tile: number): Product {
  return {
    kind: 'product',
    ...{ rows: tile, inner: walk.run, columns: walk.filters, tiled: 'rows' },
    ...{ left: walk.images, right: walk.weights, output: walk.atPlaces },
    around: walk.places.map(({ extent, images, places }): ProductAxis => {
      return { extent, left: images, right: 0, output: places };
    }),
    sums: walk.window.map(({ extent, images, weights }) => {
      return { extent, left: images, right: weights };
    }),
    ...{ accumulates: false, clears: false },
  };
}

function toImages(walk: Walk, tile: number): Product {
  const over = walk.places.map(({ extent, images, places }): ProductAxis => {
    return { extent, left: places, right: 0, output: images };
  });
  const within = walk.window.map(({ extent, images, weights }): ProductAxis => {
    return { extent, left: 0, right: weights, output: images };
  });
  return {
    kind: 'product',
    ...{ rows: tile, inner: walk.filters, columns: walk.run, tiled: 'rows' },
    ...{ left: walk.atPlaces, right: turned(walk.weights), output: walk.images },
    ...{ around: [...over, ...within], sums: [], accumulates: true, clears: true },
  };
}

function toWeights(walk: Walk, tile: number): Product {
  return {
    kind: 'product',
    ...{ rows: walk.run, inner: tile, columns: walk.filters, tiled: 'inner' },
    ...{ left: turned(walk.images), right: walk.atPlaces, output: walk.weights },
    around: walk.window.map(({ extent, images, weights }): ProductAxis => {
      return { extent, left: images, right: 0, output: weights };
    }),
    sums: walk.places.map(({ extent, images, places }) => {
      return { extent, left: images, right: places };
    }),
    ...{ accumulates: true, clears: false },
  };
}
