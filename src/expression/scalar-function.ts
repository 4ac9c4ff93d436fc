import { InvariantError } from '../base/diagnostic.js';
import { algebra } from './builders.js';
import { construct } from './construct.js';
import { elementFunction, type ElementEvaluator } from './element-function.js';
import { scalarValue } from './constant.js';
import { gradient } from './gradient.js';
import type { ElementwiseStep, Node } from './node.js';
import { print } from './print.js';
import { simplify } from './simplify.js';
import { topological } from './traverse.js';

/** A number as an elementwise function of numbers, for what must be computed one element after another. */
export class ScalarFunction implements ElementwiseStep {
  private readonly evaluator: ElementEvaluator;
  private derivatives: readonly Node[] | undefined;

  /** `body` is a scalar made of elementwise operations on the parameters, which are scalar inputs. */
  constructor(
    readonly parameters: readonly Node[],
    readonly body: Node,
  ) {
    const found = elementFunction([body], parameters);
    if (found === undefined) throw new InvariantError('a step that is not elementwise');
    this.evaluator = found.create();
    this.evaluator.take(0, found.parts.map(constantOf));
  }

  value(given: ArrayLike<number>): number {
    for (let i = 0; i < this.parameters.length; i++) this.evaluator.set(i, given[i]!);
    return this.evaluator.evaluate()[0]!;
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

function constantOf(node: Node): Float64Array {
  const value = scalarValue(node);
  if (value === undefined) throw new InvariantError(`a step that reads ${node.op}`);
  return Float64Array.of(value);
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
