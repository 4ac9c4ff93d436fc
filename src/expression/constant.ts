import type { Node } from './node.js';

/** The number a scalar constant holds, named or not. */
export function scalarValue(node: Node): number | undefined {
  if (node.op !== 'constant' || node.shape.length > 0) return undefined;
  return node.attributes.value as number;
}

/** The same for a constant without a name: a named one stays visible when printed. */
export function literalValue(node: Node): number | undefined {
  return node.attributes.name === undefined ? scalarValue(node) : undefined;
}

export function isLiteral(node: Node, value: number): boolean {
  return literalValue(node) === value;
}

/** Row-major values of a constant. */
export function constantValues(node: Node): Float64Array {
  const { value } = node.attributes;
  return typeof value === 'number' ? Float64Array.of(value) : (value as Float64Array);
}

/** Whether a constant without a name is an identity matrix. */
export function isIdentity(node: Node): boolean {
  const { name, value } = node.attributes;
  const [rows, columns] = node.shape;
  if (name !== undefined || node.shape.length !== 2 || rows !== columns) return false;
  return (value as Float64Array).every((entry, i) => entry === (i % (rows! + 1) === 0 ? 1 : 0));
}

/** x, where the node is x or a scalar x broadcast. */
export function underScalarBroadcast(node: Node): Node {
  const inner = node.inputs[0];
  return node.op === 'broadcast' && inner?.shape.length === 0 ? inner : node;
}

/** A zero, or one repeated. */
export function isZero(node: Node): boolean {
  return isLiteral(underScalarBroadcast(node), 0);
}
