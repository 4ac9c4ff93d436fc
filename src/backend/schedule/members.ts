import type { Node, Shape } from '../../expression/node.js';
import { primitiveOf } from '../../expression/primitives/index.js';
import { stridesOf } from '../../expression/strides.js';
import { isView, type Readings } from './reading.js';

/** An operand inside a loop: elements of `root` along the loop's axes. */
export interface LoopReading {
  readonly root: Node;
  readonly start: number;
  readonly strides: readonly number[];
}

/** A node that is computed inside a loop over `domain`; axes of length 1 are left out. */
export interface Member {
  readonly node: Node;
  readonly kind: 'map' | 'sum';
  readonly domain: Shape;
  readonly operands: readonly LoopReading[];
}

/** The member that computes a node, or undefined: a leaf, a view or a kernel. */
export function memberOf(node: Node, readings: Readings): Member | undefined {
  if (node.op === 'sum') return sumMember(node, readings);
  if (readings.isCopy(node)) {
    const { domain, squeeze } = squeezed(node.shape);
    const source = readings.source(node);
    const operands = [{ ...source, strides: squeeze(source.strides) }];
    return { node, kind: 'map', domain, operands };
  }
  if (isView(node) || primitiveOf(node.op).kind !== 'elementwise') return undefined;
  const { domain, squeeze } = squeezed(node.shape);
  const operands = node.inputs.map((input) => {
    const reading = readings.of(input);
    const scalar = input.shape.length === 0;
    return { ...reading, strides: scalar ? domain.map(() => 0) : squeeze(reading.strides) };
  });
  return { node, kind: 'map', domain, operands };
}

function sumMember(node: Node, readings: Readings): Member {
  const input = node.inputs[0]!;
  const { domain, squeeze } = squeezed(input.shape);
  const reading = readings.of(input);
  const operands = [{ ...reading, strides: squeeze(reading.strides) }];
  return { node, kind: 'sum', domain, operands };
}

export function squeezed(shape: Shape) {
  const squeeze = (perAxis: readonly number[]) => perAxis.filter((_, axis) => shape[axis] !== 1);
  return { domain: squeeze(shape), squeeze };
}

/** Whether the operand, element by element, is what the loop member `producer` computes. */
export function isDirect(operand: LoopReading, consumer: Member, producer: Member | undefined) {
  if (producer?.kind !== 'map' || operand.start !== 0) return false;
  const { domain } = consumer;
  if (domain.join() !== producer.domain.join()) return false;
  return stridesOf(domain).join() === operand.strides.join();
}
