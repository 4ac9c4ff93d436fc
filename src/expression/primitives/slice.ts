import { mismatch } from '../mismatch.js';
import { sizeOf, type Node } from '../node.js';
import { atom, BINDING, within } from '../notation.js';
import type { TensorPrimitive } from '../primitive.js';

/** Positions start .. end - 1 of one axis. */
export const slice: TensorPrimitive = {
  name: 'slice',
  kind: 'tensor',
  shape([x], attributes) {
    const { axis, start, end } = attributes as Record<string, number>;
    const size = x!.shape[axis!];
    if (size === undefined || !(0 <= start! && start! < end! && end! <= size)) {
      throw mismatch('slice', [x!], `no positions ${start!} .. ${end!} - 1 on axis ${axis!}`);
    }
    return x!.shape.map((length, at) => (at === axis ? end! - start! : length));
  },
  simplify([x], { axis, start, end }) {
    if (start === 0 && end === x!.shape[axis as number]) return x;
    return x!.op === 'concat' && x!.attributes.axis === axis
      ? partOf(x!, axis as number, start as number, end as number)
      : undefined;
  },
  evaluate(node, [x], out) {
    const axis = node.attributes.axis as number;
    const inner = sizeOf(node.shape.slice(axis + 1));
    const run = node.shape[axis]! * inner;
    const stride = node.inputs[0]!.shape[axis]! * inner;
    let from = (node.attributes.start as number) * inner;
    for (let to = 0; to < out.length; to += run, from += stride) {
      for (let i = 0; i < run; i++) out[to + i] = x![from + i]!;
    }
  },
  vjp(g, node, k) {
    const { axis, start, end } = node.attributes as Record<string, number>;
    return [k.pad(g, axis!, start!, node.inputs[0]!.shape[axis!]! - end!)];
  },
  print([x], node) {
    const { axis, start, end } = node.attributes as Record<string, number>;
    const range = end! === start! + 1 ? String(end!) : `${String(start! + 1)}:${String(end!)}`;
    return atom(`${within(x!, BINDING.atom)}[${', '.repeat(axis!)}${range}]`);
  },
};

/** One of what was joined, if it is what is cut out. */
function partOf({ inputs }: Node, axis: number, start: number, end: number): Node | undefined {
  let from = 0;
  for (const part of inputs) {
    const to = from + part.shape[axis]!;
    if (from === start && to === end) return part;
    from = to;
  }
  return undefined;
}
