import { sizeOf, type Node, type Shape } from './node.js';

/** Row-major strides, in elements. */
export function stridesOf(shape: Shape): number[] {
  return shape.map((_, axis) => sizeOf(shape.slice(axis + 1)));
}

/** Strides of a broadcast's input along the axes of its output: 0 where it repeats. */
export function broadcastStrides(node: Node): number[] {
  const inner = stridesOf(node.inputs[0]!.shape);
  const axes = node.attributes.axes as readonly number[];
  return node.shape.map((_, axis) => {
    const from = axes.indexOf(axis);
    return from < 0 ? 0 : inner[from]!;
  });
}

/** Strides of a sum's output along the axes of its input: 0 along the summed axes. */
export function sumStrides(node: Node): number[] {
  const axes = node.attributes.axes as readonly number[];
  const inner = stridesOf(node.shape);
  let kept = 0;
  return node.inputs[0]!.shape.map((_, axis) => (axes.includes(axis) ? 0 : inner[kept++]!));
}

/** Calls `visit` with the row-major position and the position under `strides`, for every element. */
export function walk(
  shape: Shape,
  strides: readonly number[],
  visit: (dense: number, strided: number) => void,
): void {
  const index = shape.map(() => 0);
  const size = sizeOf(shape);
  let strided = 0;
  for (let dense = 0; dense < size; dense++) {
    visit(dense, strided);
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      strided += strides[axis]!;
      if (++index[axis]! < shape[axis]!) break;
      strided -= strides[axis]! * shape[axis]!;
      index[axis] = 0;
    }
  }
}
