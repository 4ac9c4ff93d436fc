import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../src/base/random/stream.js';
import {
  constant,
  evaluate,
  gradient,
  input,
  mul,
  sizeOf,
  sum,
  type Node,
} from '../../src/expression/index.js';
import { primitiveNames } from '../../src/expression/primitives/index.js';
import { evaluator } from '../../src/backend/evaluator/evaluator.js';
import type { Case } from './case.js';
import { CONVOLUTION_CASES } from './convolution-cases.js';
import { DISTRIBUTION_FUNCTION_CASES } from './distribution-function-cases.js';
import { ELEMENTWISE_CASES } from './elementwise-cases.js';
import { POSITIVE_DEFINITE_CASES } from './positive-definite-cases.js';
import { TENSOR_CASES } from './tensor-cases.js';

const CASES = [
  ...ELEMENTWISE_CASES,
  ...DISTRIBUTION_FUNCTION_CASES,
  ...TENSOR_CASES,
  ...CONVOLUTION_CASES,
  ...POSITIVE_DEFINITE_CASES,
];
const SEEDS = [1, 2, 3];
const STEP = 1e-5;

function drawn({ shapes, range: [low, high] = [-2, 2] }: Case, seed: number): Float64Array[] {
  const stream = new RandomStream('primitives', seed);
  return shapes.map((shape) =>
    Float64Array.from({ length: sizeOf(shape) }, () => low + (high - low) * stream.uniform()),
  );
}

function inputsOf({ shapes }: Case): Node[] {
  return shapes.map((shape, i) => input(`x${String(i)}`, shape));
}

const named = (values: readonly Float64Array[]) =>
  new Map(values.map((value, i) => [`x${String(i)}`, value]));

function expectClose(actual: ArrayLike<number>, wanted: ArrayLike<number>, tolerance: number) {
  expect(actual.length).toBe(wanted.length);
  for (let i = 0; i < wanted.length; i++) {
    const difference = Math.abs(actual[i]! - wanted[i]!);
    expect(difference, `element ${String(i)}`).toBeLessThan(tolerance * (1 + Math.abs(wanted[i]!)));
  }
}

/** A scalar that weighs every element of the output differently. */
function weighted(output: Node): Node {
  const size = sizeOf(output.shape);
  const weights = Float64Array.from({ length: size }, (_, i) => Math.cos(i + 1));
  return sum(mul(constant(weights, output.shape), output));
}

/** Central differences of a scalar in every element of every input. */
function differences(scalar: Node, values: readonly Float64Array[]): Float64Array[] {
  const at = (i: number, j: number, shift: number) => {
    const moved = values.map((value) => value.slice());
    moved[i]![j]! += shift;
    return evaluate([scalar], named(moved))[0]![0]!;
  };
  return values.map((value, i) =>
    value.map((_, j) => (at(i, j, STEP) - at(i, j, -STEP)) / (2 * STEP)),
  );
}

describe.each(CASES.map((one, i) => ({ ...one, title: `${one.op} ${String(i)}` })))(
  '$title of $shapes',
  (one) => {
    it.each(SEEDS)('has the value of the direct computation, seed %i', (seed) => {
      const values = drawn(one, seed);
      const output = one.build(inputsOf(one));
      const { tolerance = one.op === 'trigamma' ? 1e-6 : 1e-8 } = one;
      expectClose(evaluate([output], named(values))[0]!, one.expected(values), tolerance);
      const executable = evaluator.compile([output]);
      for (const [name, value] of named(values)) executable.inputs.get(name)?.set(value);
      executable.run();
      expectClose(executable.outputs[0]!, one.expected(values), tolerance);
    });

    it.each(SEEDS)('has the derivative of finite differences, seed %i', (seed) => {
      const values = drawn(one, seed);
      const inputs = inputsOf(one);
      const scalar = weighted(one.build(inputs));
      const gradients = gradient(scalar, inputs);
      gradients.forEach((g, i) => expect(g.shape).toEqual(inputs[i]!.shape));
      const wanted = differences(scalar, values);
      evaluate(gradients, named(values)).forEach((g, i) => {
        expectClose(g, one.differentiable === false ? g.map(() => 0) : wanted[i]!, 1e-6);
      });
    });
  },
);

it('every primitive has a case', () => {
  const tested = new Set(CASES.map(({ op }) => op));
  const untested = primitiveNames.filter((op) => !tested.has(op));
  expect(untested).toEqual(['constant', 'input']);
});
