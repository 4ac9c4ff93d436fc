import { sizeOf, type Node, type Shape } from '../../expression/node.js';
import { sumStrides } from '../../expression/strides.js';
import type { Reading, Readings } from './reading.js';
import { isView } from './views.js';
import { isElementwise } from './rows.js';

/** An operand inside a loop: elements of `root` along the loop's axes. */
export interface LoopReading extends Reading {
  /** Adds an index, itself read along the loop, times a stride. */
  readonly index?: { readonly by: LoopReading; readonly stride: number };
}

/** Where a member's results go: elements of its node. */
export interface Target {
  readonly start: number;
  readonly strides: readonly number[];
  readonly index?: LoopReading['index'];
}

/** What is computed inside a loop over `domain`; axes of length 1 are left out, rows of a tile are last. */
export interface Member {
  readonly node: Node;
  /** `part`: elements of a node that is put together in memory. */
  readonly kind: 'map' | 'part' | 'sum' | 'max';
  readonly domain: Shape;
  readonly operands: readonly (LoopReading | number)[];
  readonly target: Target;
}

/** The members that compute a node; none for a leaf, a view, a product or a kernel. */
export function membersOf(node: Node, readings: Readings, rowwise: boolean): Member[] {
  const make = new MemberMaker(node, readings, rowwise);
  if (readings.isCopy(node)) return [make.map([readings.source(node)])];
  if (isView(node) || node.op === 'constant' || node.op === 'input') return [];
  switch (node.op) {
    case 'sum':
      return [make.reduction('sum', sumStrides(node))];
    case 'maxReduce':
      return [make.reduction('max', sumStrides(node))];
    case 'gather':
      return [make.gather()];
    case 'scatterAdd':
      return [make.scatterAdd()];
    case 'concat':
      return make.concat();
    case 'pad':
      return make.pad();
    default:
      return isElementwise(node) ? [make.map(node.inputs.map((input) => make.operand(input)))] : [];
  }
}

class MemberMaker {
  constructor(
    private readonly node: Node,
    private readonly readings: Readings,
    private readonly rowwise: boolean,
  ) {}

  /** An input along the loop's axes; inside tiles the leading one is that of the rows. */
  operand(input: Node): Reading {
    const scalar = input.shape.length === 0;
    const reading = this.readings.of(input, this.rowwise && !scalar);
    return scalar ? { ...reading, strides: this.node.shape.map(() => 0) } : reading;
  }

  map(operands: readonly LoopReading[]): Member {
    return this.member('map', this.node.shape, operands, this.own(this.readings.layout(this.node)));
  }

  reduction(kind: 'sum' | 'max', rowMajor: readonly number[]): Member {
    const input = this.node.inputs[0]!;
    return this.member(kind, input.shape, [this.operand(input)], this.own(this.relaid(rowMajor)));
  }

  gather(): Member {
    const [x, index] = this.node.inputs as [Node, Node];
    const source = this.readings.of(x, false);
    const beyond = x.shape.slice(1).map((_, axis) => source.strides[axis + 1]!);
    const by = this.index(index, this.node.shape.length);
    const strides = [...index.shape.map(() => 0), ...beyond];
    const operand = { ...source, strides, index: { by, stride: source.strides[0]! } };
    return this.map([operand]);
  }

  scatterAdd(): Member {
    const [x, index] = this.node.inputs as [Node, Node];
    const layout = this.readings.layout(this.node);
    const by = this.index(index, x.shape.length);
    const strides = [...index.shape.map(() => 0), ...layout.slice(1)];
    const target = { start: 0, strides, index: { by, stride: layout[0]! } };
    return this.member('sum', x.shape, [this.operand(x)], target);
  }

  concat(): Member[] {
    const axis = this.node.attributes.axis as number;
    let start = 0;
    return this.node.inputs.map((input) => {
      const part = this.part(input.shape, [this.operand(input)], axis, start);
      start += input.shape[axis]!;
      return part;
    });
  }

  pad(): Member[] {
    const { axis, before, after } = this.node.attributes as Record<string, number>;
    const input = this.node.inputs[0]!;
    const zeros = (length: number) =>
      this.node.shape.map((size, at) => (at === axis ? length : size));
    const parts = [this.part(input.shape, [this.operand(input)], axis!, before!)];
    if (before! > 0) parts.push(this.part(zeros(before!), [0], axis!, 0));
    const end = before! + input.shape[axis!]!;
    if (after! > 0) parts.push(this.part(zeros(after!), [0], axis!, end));
    return parts;
  }

  private index(index: Node, rank: number): LoopReading {
    const reading = this.readings.of(index, this.rowwise);
    const padded = Array.from({ length: rank }, (_, axis) => reading.strides[axis] ?? 0);
    return { ...reading, strides: padded };
  }

  private part(
    shape: Shape,
    operands: readonly (LoopReading | number)[],
    axis: number,
    start: number,
  ): Member {
    const strides = this.readings.layout(this.node);
    return this.member('part', shape, operands, { start: start * strides[axis]!, strides });
  }

  private own(strides: readonly number[]): Target {
    return { start: 0, strides };
  }

  /** Row-major strides of the node's elements in the layout in which they are stored. */
  private relaid(rowMajor: readonly number[]): number[] {
    const tile = this.readings.tiling(this.node);
    if (tile === undefined) return [...rowMajor];
    const width = sizeOf(this.node.shape.slice(1));
    return rowMajor.map((stride, axis) => (axis === 0 ? stride / width : stride * tile));
  }

  private member(
    kind: Member['kind'],
    shape: Shape,
    operands: readonly (LoopReading | number)[],
    target: Target,
  ): Member {
    const order = axisOrder(shape, this.rowwise);
    const turn = <T extends LoopReading | Target>(access: T): T => ({
      ...access,
      strides: order.map((axis) => access.strides[axis]!),
      ...(access.index && { index: turnIndex(access.index, order) }),
    });
    return {
      node: this.node,
      kind,
      domain: order.map((axis) => shape[axis]!),
      operands: operands.map((operand) => (typeof operand === 'number' ? operand : turn(operand))),
      target: turn(target),
    };
  }
}

function turnIndex({ by, stride }: NonNullable<LoopReading['index']>, order: readonly number[]) {
  return { by: { ...by, strides: order.map((axis) => by.strides[axis]!) }, stride };
}

/** Axes longer than 1; the rows of a tile, of whatever number, innermost. */
function axisOrder(shape: Shape, rowwise: boolean): number[] {
  const long = shape.map((_, axis) => axis).filter((axis) => shape[axis] !== 1);
  return rowwise ? [...long.filter((axis) => axis !== 0), 0] : long;
}

/** Whether the operand, element by element, is what the loop member `producer` computes. */
export function isDirect(
  operand: LoopReading | number,
  consumer: Member,
  producer: Member | undefined,
): boolean {
  if (typeof operand === 'number' || producer?.kind !== 'map') return false;
  if (operand.start !== 0 || operand.index !== undefined) return false;
  const { domain } = consumer;
  if (domain.join() !== producer.domain.join()) return false;
  return producer.target.strides.join() === operand.strides.join();
}
