import { sizeOf, type Node } from '../../expression/node.js';
import { primitiveOf } from '../../expression/primitives/index.js';
import { simplify } from '../../expression/simplify.js';
import { topological } from '../../expression/traverse.js';
import { fuse, type Draft, type Fusion } from './grouping.js';
import { isView, Readings } from './reading.js';
import { scheduleLoop } from './schedule-loop.js';
import type { Kernel, Place, Schedule } from './schedule.js';
import { Storage } from './storage.js';

/** Simplifies, shares, fuses and lays out the outputs. The same outputs give the same schedule. */
export function buildSchedule(given: readonly Node[]): Schedule {
  const outputs = simplify(given).map((node) => (isLeaf(node) ? copyOf(node) : node));
  const order = topological(outputs);
  const kernelInputs = order.filter(isKernel).flatMap(({ inputs }) => inputs);
  const dense = new Set([...outputs, ...kernelInputs]);
  const readings = new Readings(order, dense, outputs.filter(isView));
  const fusion = fuse(order, readings, outputs);
  const pinned = new Set(outputs.map((node) => readings.of(node).root));
  const storage = new Storage(order.filter(isLeaf), fusion, pinned);
  return {
    steps: fusion.drafts.map((draft) =>
      draft.kind === 'loop'
        ? scheduleLoop(draft, fusion, storage)
        : scheduleKernel(draft, fusion, storage),
    ),
    arenaSize: storage.arenaSize,
    constants: storage.constants,
    inputs: storage.inputs,
    outputs: outputs.map((node) => placeOf(node, fusion, storage)),
  };
}

function isLeaf(node: Node): boolean {
  return node.op === 'constant' || node.op === 'input';
}

function isKernel(node: Node): boolean {
  return (
    !isLeaf(node) && !isView(node) && node.op !== 'sum' && primitiveOf(node.op).kind === 'tensor'
  );
}

/** A view that copies its leaf: an output has elements of its own. */
function copyOf(leaf: Node): Node {
  const axes = leaf.shape.map((_, axis) => axis);
  return {
    op: 'broadcast',
    inputs: [leaf],
    shape: leaf.shape,
    attributes: { shape: leaf.shape, axes },
  };
}

type KernelDraft = Extract<Draft, { kind: 'kernel' }>;

function scheduleKernel({ node }: KernelDraft, fusion: Fusion, storage: Storage): Kernel {
  const inputs = node.inputs.map((input) => placeOf(input, fusion, storage));
  return { kind: 'kernel', node, inputs, output: storage.at(node, 0, sizeOf(node.shape)) };
}

function placeOf(node: Node, { readings }: Fusion, storage: Storage): Place {
  const { root, start } = readings.of(node);
  return storage.at(root, start, sizeOf(node.shape));
}
