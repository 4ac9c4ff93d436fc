import { InvariantError } from '../../base/diagnostic.js';
import type { Node } from '../../expression/node.js';
import { primitiveOf } from '../../expression/primitives/index.js';
import type { Backend, Executable } from '../backend.js';
import { buildSchedule } from '../schedule/build-schedule.js';
import type { Kernel, Place, Schedule } from '../schedule/schedule.js';
import { compileLoop } from './loop-code.js';
import { multiply, type Matrix } from './matmul.js';

/** The plain evaluator: generated JavaScript, and the oracle of every faster backend. */
export const evaluator: Backend = {
  name: 'evaluator',
  compile: (outputs) => compileSchedule(buildSchedule(outputs)),
};

function compileSchedule(schedule: Schedule): Executable {
  const arena = new Float64Array(schedule.arenaSize);
  const view = ({ constant, offset, size }: Place) =>
    (constant === undefined ? arena : schedule.constants[constant]!).subarray(
      offset,
      offset + size,
    );
  const steps = schedule.steps.map((step) =>
    step.kind === 'loop'
      ? compileLoop(step, arena, schedule.constants)
      : compileKernel(step, step.inputs.map(view), view(step.output)),
  );
  return {
    inputs: new Map([...schedule.inputs].map(([name, place]) => [name, view(place)])),
    outputs: schedule.outputs.map(view),
    run() {
      for (const step of steps) step();
    },
  };
}

function compileKernel(
  { node }: Kernel,
  inputs: readonly Float64Array[],
  out: Float64Array,
): () => void {
  if (node.op === 'matmul') return compileMatmul(node, inputs, out);
  const primitive = primitiveOf(node.op);
  if (primitive.kind !== 'tensor') throw new InvariantError(`${node.op} is no kernel`);
  return () => {
    primitive.evaluate(node, inputs, out);
  };
}

function compileMatmul(
  node: Node,
  [left, right]: readonly Float64Array[],
  out: Float64Array,
): () => void {
  const { transposeA, transposeB } = node.attributes;
  const [rows, columns] = node.shape as [number, number];
  const inner = node.inputs[0]!.shape[transposeA ? 0 : 1]!;
  const a: Matrix = transposeA
    ? { values: left!, row: 1, column: rows }
    : { values: left!, row: inner, column: 1 };
  const b: Matrix = transposeB
    ? { values: right!, row: 1, column: inner }
    : { values: right!, row: columns, column: 1 };
  return () => {
    multiply(a, b, out, rows, inner, columns);
  };
}
