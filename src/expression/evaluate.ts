import { InvariantError } from '../base/diagnostic.js';
import { constantValues } from './constant.js';
import { sizeOf, type Node } from './node.js';
import type { ElementwisePrimitive } from './primitive.js';
import { primitiveOf } from './primitives/index.js';
import { topological } from './traverse.js';

/** Values of one node from those of its inputs. */
export function evaluateNode(node: Node, inputs: readonly Float64Array[]): Float64Array {
  if (node.op === 'constant') return constantValues(node);
  const primitive = primitiveOf(node.op);
  const out = new Float64Array(sizeOf(node.shape));
  if (primitive.kind === 'tensor') primitive.evaluate(node, inputs, out);
  else evaluateElementwise(primitive, node, inputs, out);
  return out;
}

/** The scalar function at every position; inputs that are scalars are the same at all. */
export function evaluateElementwise(
  { scalar }: ElementwisePrimitive,
  node: Node,
  [a, b, c]: readonly Float64Array[],
  out: Float64Array,
): void {
  const [stepA = 0, stepB = 0, stepC = 0] = node.inputs.map((x) => (x.shape.length > 0 ? 1 : 0));
  for (let i = 0; i < out.length; i++) {
    out[i] = scalar(a![i * stepA]!, b?.[i * stepB] ?? 0, c?.[i * stepC] ?? 0);
  }
}

/** Values of the outputs, node by node: for single evaluations. Backends are for repeated ones. */
export function evaluate(
  outputs: readonly Node[],
  inputs: ReadonlyMap<string, Float64Array> = new Map(),
): Float64Array[] {
  const values = new Map<Node, Float64Array>();
  for (const node of topological(outputs)) {
    const given = node.inputs.map((input) => values.get(input)!);
    values.set(node, node.op === 'input' ? valueOf(node, inputs) : evaluateNode(node, given));
  }
  return outputs.map((node) => values.get(node)!.slice());
}

function valueOf(node: Node, inputs: ReadonlyMap<string, Float64Array>): Float64Array {
  const name = node.attributes.name as string;
  const value = inputs.get(name);
  if (value?.length !== sizeOf(node.shape)) {
    const [given, wanted] = [value?.length ?? 'no', sizeOf(node.shape)].map(String);
    throw new InvariantError(`input ${name}: ${given!} values for ${wanted!}`);
  }
  return value;
}
