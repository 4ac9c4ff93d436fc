import { literalValue, underScalarBroadcast } from './constant.js';
import type { Algebra } from './algebra.js';
import { mismatch } from './mismatch.js';
import { sameShape, type Node, type Shape } from './node.js';
import { primitiveOf } from './primitives/index.js';
import type { Attributes, ElementwisePrimitive } from './primitive.js';

const NONE: Attributes = {};

/** A node of any primitive, simplified where its rule says so. */
export function construct(
  op: string,
  inputs: readonly Node[],
  attributes: Attributes,
  algebra: Algebra,
): Node {
  const primitive = primitiveOf(op);
  if (primitive.kind === 'elementwise') return elementwise(primitive, inputs, algebra);
  const shape = primitive.shape(inputs, attributes);
  return primitive.simplify?.(inputs, attributes, algebra) ?? { op, inputs, shape, attributes };
}

/**
 * Repeated scalars are used as scalars: the operation is done once and its result repeated where all
 * operands are such, and otherwise the loop over the other operand reads the scalar.
 */
function elementwise(
  primitive: ElementwisePrimitive,
  operands: readonly Node[],
  algebra: Algebra,
): Node {
  const shape = commonShape(primitive.name, operands);
  const inputs = operands.map(underScalarBroadcast);
  const scalar = inputs.every((node) => node.shape.length === 0);
  const node =
    (scalar ? folded(primitive, inputs, algebra) : undefined) ??
    primitive.simplify?.(inputs, NONE, algebra) ??
    plain(primitive.name, inputs, scalar ? [] : shape);
  return sameShape(node.shape, shape) ? node : algebra.broadcast(node, shape, []);
}

function plain(op: string, inputs: readonly Node[], shape: Shape): Node {
  return { op, inputs, shape, attributes: NONE };
}

function commonShape(op: string, operands: readonly Node[]): Shape {
  let shape: Shape = [];
  for (const operand of operands) {
    if (operand.shape.length === 0) continue;
    if (shape.length > 0 && !sameShape(shape, operand.shape)) {
      throw mismatch(op, operands, 'operands have equal shapes or are scalars');
    }
    shape = operand.shape;
  }
  return shape;
}

function folded(
  primitive: ElementwisePrimitive,
  inputs: readonly Node[],
  algebra: Algebra,
): Node | undefined {
  const [a = 0, b = 0, c = 0] = inputs.map((node) => literalValue(node) ?? NaN);
  const known = inputs.every((node) => literalValue(node) !== undefined);
  return known ? algebra.constant(primitive.scalar(a, b, c)) : undefined;
}
