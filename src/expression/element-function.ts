import { sameShape, type Node } from './node.js';
import type { ElementwisePrimitive } from './primitive.js';
import { primitiveOf } from './primitives/index.js';
import { dependents, topological } from './traverse.js';

/**
 * Nodes as functions of single elements: element i of each reads element i of the inputs alone. For moves that change
 * one element at a time, where a backend's code would go through all.
 */
export interface ElementFunction {
  /** What the functions read besides the inputs: scalars, or of their shape. */
  readonly parts: readonly Node[];
  /** An evaluator with registers of its own. */
  create(): ElementEvaluator;
}

export interface ElementEvaluator {
  /** Comes to an element, given the values of the parts. */
  take(element: number, parts: readonly Float64Array[]): void;
  /** Sets the element of an input, by its place among the inputs. */
  set(input: number, value: number): void;
  /** Values of the nodes at the element. */
  evaluate(): Float64Array;
}

interface Step {
  readonly scalar: ElementwisePrimitive['scalar'];
  readonly out: number;
  readonly a: number;
  readonly b: number;
  readonly c: number;
}

/** Undefined where an element of some node reads more than its own element of the inputs. */
export function elementFunction(
  nodes: readonly Node[],
  inputs: readonly Node[],
): ElementFunction | undefined {
  const { shape } = inputs[0]!;
  const order = topological(nodes);
  const varying = dependents(order, inputs);
  const parts: Node[] = [];
  const registers = new Map<Node, number>(inputs.map((node, i) => [node, i]));
  const register = (node: Node) => {
    if (!registers.has(node)) {
      registers.set(node, registers.size);
      parts.push(node);
    }
    return registers.get(node)!;
  };
  const steps: Step[] = [];
  for (const node of order) {
    if (!varying.has(node) || inputs.includes(node)) continue;
    const primitive = primitiveOf(node.op);
    if (primitive.kind !== 'elementwise' || !sameShape(node.shape, shape)) return undefined;
    const [a = 0, b = 0, c = 0] = node.inputs.map(register);
    const out = registers.size;
    registers.set(node, out);
    steps.push({ scalar: primitive.scalar, out, a, b, c });
  }
  const results = nodes.map(register);
  const places = parts.map((part) => registers.get(part)!);
  return { parts, create: () => evaluator(steps, places, results, registers.size) };
}

function evaluator(
  steps: readonly Step[],
  places: readonly number[],
  results: readonly number[],
  size: number,
): ElementEvaluator {
  const at = new Float64Array(size);
  const out = new Float64Array(results.length);
  return {
    take(element, parts) {
      for (let k = 0; k < places.length; k++) {
        const part = parts[k]!;
        at[places[k]!] = part.length === 1 ? part[0]! : part[element]!;
      }
    },
    set(input, value) {
      at[input] = value;
    },
    evaluate() {
      for (const { scalar, out: to, a, b, c } of steps) at[to] = scalar(at[a]!, at[b]!, at[c]!);
      for (let k = 0; k < results.length; k++) out[k] = at[results[k]!]!;
      return out;
    },
  };
}
