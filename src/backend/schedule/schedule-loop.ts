import { scalarValue } from '../../expression/constant.js';
import { sizeOf, type Node, type Shape } from '../../expression/node.js';
import { stridesOf, sumStrides } from '../../expression/strides.js';
import { isResult, type Draft, type Fusion } from './grouping.js';
import { squeezed, type LoopReading, type Member } from './members.js';
import type { Access, Instruction, Loop, Operand, Store } from './schedule.js';
import type { Storage } from './storage.js';

type LoopDraft = Extract<Draft, { kind: 'loop' }>;

/** The loop of a draft, with places, over as few axes as its accesses allow. */
export function scheduleLoop(draft: LoopDraft, fusion: Fusion, storage: Storage): Loop {
  const loads = new Loads(storage);
  const results = new Map<Node, number>();
  const instructions: Instruction[] = [];
  const stores: Store[] = [];
  const sums: Store[] = [];
  const operandOf = (operand: LoopReading, member: Member): Operand => {
    const value = scalarValue(operand.root);
    if (value !== undefined) return { kind: 'literal', value };
    if (!isResult(operand, member, draft, fusion)) return loads.operand(operand);
    return { kind: 'result', instruction: results.get(operand.root)! };
  };
  for (const member of draft.members) {
    const { node, kind } = member;
    const operands = member.operands.map((operand) => operandOf(operand, member));
    if (kind === 'sum') {
      sums.push({ value: operands[0]!, to: sumAccess(node, storage) });
      continue;
    }
    results.set(node, instructions.length);
    const value: Operand = { kind: 'result', instruction: instructions.length };
    instructions.push({ op: fusion.readings.isCopy(node) ? 'copy' : node.op, operands });
    if (fusion.stored.has(node)) stores.push({ value, to: denseAccess(member, storage) });
  }
  const { domain } = draft.members[0]!;
  return merged({ kind: 'loop', extents: domain, loads: loads.all, instructions, stores, sums });
}

/** The distinct accesses of a loop. */
class Loads {
  readonly all: Access[] = [];
  private readonly byKey = new Map<string, number>();

  constructor(private readonly storage: Storage) {}

  operand({ root, start, strides }: LoopReading): Operand {
    const place = this.storage.at(root, start, sizeOf(root.shape) - start);
    const key = `${String(place.constant)}:${String(place.offset)}:${strides.join()}`;
    const load = this.byKey.get(key) ?? this.all.push({ place, strides }) - 1;
    this.byKey.set(key, load);
    return { kind: 'load', load };
  }
}

function denseAccess({ node, domain }: Member, storage: Storage): Access {
  return { place: storage.at(node, 0, sizeOf(node.shape)), strides: stridesOf(domain) };
}

function sumAccess(node: Node, storage: Storage): Access {
  const { squeeze } = squeezed(node.inputs[0]!.shape);
  const place = storage.at(node, 0, sizeOf(node.shape));
  return { place, strides: squeeze(sumStrides(node)) };
}

/** Joins neighbouring axes that every access runs through in one stride. */
function merged(loop: Loop): Loop {
  const accesses = [
    ...loop.loads,
    ...loop.stores.map(({ to }) => to),
    ...loop.sums.map((s) => s.to),
  ];
  const { extents } = loop;
  const joins = (axis: number) =>
    accesses.every(({ strides }) => strides[axis] === strides[axis + 1]! * extents[axis + 1]!);
  const kept = extents.map((_, axis) => axis === extents.length - 1 || !joins(axis));
  const thin = (access: Access): Access => ({
    ...access,
    strides: access.strides.filter((_, axis) => kept[axis]),
  });
  return {
    ...loop,
    extents: joinedExtents(extents, kept),
    loads: loop.loads.map(thin),
    stores: loop.stores.map(({ value, to }) => ({ value, to: thin(to) })),
    sums: loop.sums.map(({ value, to }) => ({ value, to: thin(to) })),
  };
}

function joinedExtents(extents: Shape, kept: readonly boolean[]): number[] {
  const out: number[] = [];
  let running = 1;
  extents.forEach((extent, axis) => {
    running *= extent;
    if (!kept[axis]) return;
    out.push(running);
    running = 1;
  });
  return out;
}
