import { scalarValue } from '../../expression/constant.js';
import type { Node, Shape } from '../../expression/node.js';
import { isResult, type Draft, type Fusion } from './grouping.js';
import type { LoopReading, Member, Target } from './members.js';
import type {
  Access,
  ElementType,
  Instruction,
  Loop,
  Operand,
  Reduction,
  Store,
} from './schedule.js';
import type { Storage } from './storage.js';

type LoopDraft = Extract<Draft, { kind: 'loop' }>;

/** What a loop is built with. `rows`: of the tiles it runs in; undefined outside tiles. */
export interface LoopSetting {
  readonly fusion: Fusion;
  readonly storage: Storage;
  readonly rows: number | undefined;
  readonly type: ElementType;
}

/** The loop of a draft, with places, over as few axes as its accesses allow. */
export function scheduleLoop(draft: LoopDraft, setting: LoopSetting): Loop {
  const { fusion, rows, type } = setting;
  const loads = new Loads(setting);
  const results = new Map<Node, number>();
  const instructions: Instruction[] = [];
  const stores: Store[] = [];
  const reductions: Reduction[] = [];
  const operandOf = (operand: LoopReading | number, member: Member): Operand => {
    if (typeof operand === 'number') return { kind: 'literal', value: operand };
    const value = operand.index === undefined ? scalarValue(operand.root) : undefined;
    if (value !== undefined) return { kind: 'literal', value };
    if (!isResult(operand, member, draft, fusion)) return loads.operand(operand);
    return { kind: 'result', instruction: results.get(operand.root)! };
  };
  for (const member of draft.members) {
    const { node, kind } = member;
    const operands = member.operands.map((operand) => operandOf(operand, member));
    if (kind === 'sum' || kind === 'max') {
      // A sum over the rows has none left, even where another axis is as long.
      const accumulates = rows !== undefined && fusion.known.get(node)!.rows === undefined;
      reductions.push({ value: operands[0]!, to: loads.target(member), op: kind, accumulates });
    } else if (kind === 'part') {
      stores.push({ value: operands[0]!, to: loads.target(member) });
    } else {
      results.set(node, instructions.length);
      const value: Operand = { kind: 'result', instruction: instructions.length };
      const op = fusion.readings.isCopy(node) || node.op === 'gather' ? 'copy' : node.op;
      instructions.push({ op, operands });
      if (fusion.stored.has(node)) stores.push({ value, to: loads.target(member) });
    }
  }
  const { domain } = draft.members[0]!;
  const extents = rows === undefined ? domain : [...domain.slice(0, -1), fusion.tileOf(rows)];
  const loop: Loop = {
    kind: 'loop',
    ...{ extents, type, loads: loads.all, instructions, stores, reductions },
  };
  return merged(loop, rows !== undefined);
}

/** The distinct accesses of a loop. */
class Loads {
  readonly all: Access[] = [];
  private readonly byKey = new Map<string, number>();

  constructor(private readonly setting: LoopSetting) {}

  operand(reading: LoopReading): Operand {
    return { kind: 'load', load: this.load(reading) };
  }

  target({ node, target }: Member): Access {
    return this.access({ root: node, ...target });
  }

  private load(reading: LoopReading): number {
    const access = this.access(reading);
    const { place, strides, tile, index } = access;
    const at = `${String(place.constant)}:${place.type}:${String(place.offset)}`;
    const by = index === undefined ? '' : `${String(index.load)}*${String(index.stride)}`;
    const key = `${at}:${strides.join()}:${String(tile)}:${by}`;
    const load = this.byKey.get(key) ?? this.all.push(access) - 1;
    this.byKey.set(key, load);
    return load;
  }

  private access({ root, start, strides, index }: { root: Node } & Target): Access {
    const { storage, rows } = this.setting;
    const rowStride = rows === undefined ? 0 : strides.at(-1)!;
    return {
      place: storage.at(root, start),
      strides,
      tile: rows === undefined ? 0 : storage.advance({ root, strides }, rowStride, rows),
      ...(index && { index: { load: this.load(index.by), stride: index.stride } }),
    };
  }
}

/** Joins neighbouring axes that every access runs through in one stride; not the rows of a tile. */
function merged(loop: Loop, tiled: boolean): Loop {
  const accesses = [
    ...loop.loads,
    ...loop.stores.map(({ to }) => to),
    ...loop.reductions.map(({ to }) => to),
  ];
  const { extents } = loop;
  const last = extents.length - 1;
  const joins = (axis: number) =>
    !(tiled && axis + 1 === last) &&
    accesses.every(({ strides }) => strides[axis] === strides[axis + 1]! * extents[axis + 1]!);
  const kept = extents.map((_, axis) => axis === last || !joins(axis));
  const thin = (access: Access): Access => ({
    ...access,
    strides: access.strides.filter((_, axis) => kept[axis]),
  });
  return {
    ...loop,
    extents: joinedExtents(extents, kept),
    loads: loop.loads.map(thin),
    stores: loop.stores.map((store) => ({ ...store, to: thin(store.to) })),
    reductions: loop.reductions.map((reduction) => ({ ...reduction, to: thin(reduction.to) })),
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
