import { mismatch } from '../mismatch.js';
import { BINDING, within } from '../notation.js';
import type { Node, Shape } from '../node.js';
import type { Attributes, TensorPrimitive } from '../primitive.js';

/** Product of two matrices, either of them transposed: [M, K] @ [K, N] -> [M, N] */
export const matmul: TensorPrimitive = {
  name: 'matmul',
  kind: 'tensor',
  shape([a, b], attributes) {
    if (a!.shape.length !== 2 || b!.shape.length !== 2) {
      throw mismatch('matmul', [a!, b!], 'needs two matrices');
    }
    const [left, right] = orientedShapes([a!, b!], attributes);
    if (left![1] !== right![0]) {
      const marks = `${attributes.transposeA ? ' (first transposed)' : ''}${attributes.transposeB ? ' (second transposed)' : ''}`;
      throw mismatch('matmul', [a!, b!], `inner sizes differ${marks}`);
    }
    return [left![0]!, right![1]!];
  },
  simplify([a, b], attributes, k) {
    if (a!.op !== 'transpose' && b!.op !== 'transpose') return undefined;
    const flip = (node: Node, flag: unknown) =>
      node.op === 'transpose' ? { node: node.inputs[0]!, flag: !flag } : { node, flag: !!flag };
    const left = flip(a!, attributes.transposeA);
    const right = flip(b!, attributes.transposeB);
    return k.matmul(left.node, right.node, { transposeA: left.flag, transposeB: right.flag });
  },
  evaluate(node, [a, b], out) {
    const [rows, columns] = node.shape as [number, number];
    const { transposeA, transposeB } = node.attributes;
    const inner = node.inputs[0]!.shape[transposeA ? 0 : 1]!;
    const [aRow, aInner] = transposeA ? [1, rows] : [inner, 1];
    const [bInner, bColumn] = transposeB ? [1, inner] : [columns, 1];
    for (let i = 0; i < rows; i++) {
      for (let j = 0; j < columns; j++) {
        let total = 0;
        for (let l = 0; l < inner; l++) {
          total += a![i * aRow + l * aInner]! * b![l * bInner + j * bColumn]!;
        }
        out[i * columns + j] = total;
      }
    }
  },
  vjp(g, node, k) {
    const [a, b] = node.inputs as [Node, Node];
    const tA = !!node.attributes.transposeA;
    const tB = !!node.attributes.transposeB;
    // A Gram matrix a' a: one product with g + g' in place of two.
    if (a === b && tA && !tB) return [k.matmul(a, k.add(g, k.transpose(g))), undefined];
    const toA = tA
      ? k.matmul(b, g, { transposeA: tB, transposeB: true })
      : k.matmul(g, b, { transposeB: !tB });
    const toB = tB
      ? k.matmul(g, a, { transposeA: true, transposeB: tA })
      : k.matmul(a, g, { transposeA: !tA });
    return [toA, toB];
  },
  print([a, b], node) {
    const mark = (flag: unknown) => (flag ? "'" : '');
    const side = (x: typeof a, flag: unknown, least: number) =>
      within(x!, flag ? BINDING.atom : least) + mark(flag);
    const left = side(a, node.attributes.transposeA, BINDING.matmul);
    const right = side(b, node.attributes.transposeB, BINDING.matmul + 1);
    return { text: `${left} @ ${right}`, binding: BINDING.matmul };
  },
};

function orientedShapes(operands: readonly Node[], attributes: Attributes): Shape[] {
  const flags = [attributes.transposeA, attributes.transposeB];
  return operands.map(({ shape }, i) => (flags[i] ? [...shape].reverse() : shape));
}
