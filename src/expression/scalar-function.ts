import { InvariantError } from '../base/diagnostic.js';
import { algebra } from './builders.js';
import { construct } from './construct.js';
import { scalarValue } from './constant.js';
import { gradient } from './gradient.js';
import type { ElementwiseStep, Node } from './node.js';
import { primitiveOf } from './primitives/index.js';
import type { ElementwisePrimitive } from './primitive.js';
import { print } from './print.js';
import { simplify } from './simplify.js';
import { topological } from './traverse.js';

interface Step {
  readonly scalar: ElementwisePrimitive['scalar'];
  /** Registers of the operands. */
  readonly operands: readonly [number, number, number];
  readonly result: number;
}

/** A number as an elementwise function of numbers, for what must be computed one element after another. */
export class ScalarFunction implements ElementwiseStep {
  private readonly registers: Float64Array;
  private readonly steps: readonly Step[];
  private readonly result: number;
  private derivatives: readonly Node[] | undefined;

  /** `body` is a scalar made of elementwise operations on the parameters, which are scalar inputs. */
  constructor(
    readonly parameters: readonly Node[],
    readonly body: Node,
  ) {
    const places = new Map<Node, number>(parameters.map((parameter, i) => [parameter, i]));
    const order = topological([body]).filter((node) => !places.has(node));
    order.forEach((node, i) => places.set(node, parameters.length + i));
    this.registers = new Float64Array(parameters.length + order.length);
    for (const node of order) {
      const value = scalarValue(node);
      if (value !== undefined) this.registers[places.get(node)!] = value;
    }
    this.steps = order.flatMap((node) => (node.op === 'constant' ? [] : [stepOf(node, places)]));
    this.result = places.get(body)!;
  }

  value(given: ArrayLike<number>): number {
    const { registers } = this;
    for (let i = 0; i < this.parameters.length; i++) registers[i] = given[i]!;
    for (const { scalar, operands, result } of this.steps) {
      const [a, b, c] = operands;
      registers[result] = scalar(registers[a]!, registers[b]!, registers[c]!);
    }
    return registers[this.result]!;
  }

  partials(arrays: readonly Node[]): readonly Node[] {
    this.derivatives ??= simplify(gradient(this.body, this.parameters));
    return overArrays(this.derivatives, this.parameters, arrays);
  }

  print(names: readonly string[]): string {
    const texts = ['previous', ...names];
    return print(this.body, new Map(this.parameters.map((node, i) => [node, texts[i]!])));
  }
}

function stepOf(node: Node, places: ReadonlyMap<Node, number>): Step {
  const primitive = primitiveOf(node.op);
  if (primitive.kind !== 'elementwise') {
    throw new InvariantError(`${node.op} is not elementwise`);
  }
  const [a = 0, b = 0, c = 0] = node.inputs.map((input) => places.get(input)!);
  return { scalar: primitive.scalar, operands: [a, b, c], result: places.get(node)! };
}

/** Scalar expressions with arrays in the place of their parameters. */
function overArrays(
  outputs: readonly Node[],
  parameters: readonly Node[],
  arrays: readonly Node[],
): readonly Node[] {
  const made = new Map<Node, Node>(parameters.map((parameter, i) => [parameter, arrays[i]!]));
  for (const node of topological(outputs)) {
    if (made.has(node)) continue;
    const inputs = node.inputs.map((input) => made.get(input)!);
    made.set(
      node,
      node.inputs.length === 0 ? node : construct(node.op, inputs, node.attributes, algebra),
    );
  }
  return outputs.map((node) => made.get(node)!);
}
