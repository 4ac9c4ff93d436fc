import type { Node } from '../../expression/node.js';
import type { Group } from './groups.js';
import { isDirect, membersOf, type Member } from './members.js';
import { isProduct } from './products.js';
import type { Readings } from './reading.js';
import { readsRows, type Standing } from './rows.js';

/** A step before its places are known. */
export type Draft =
  | { readonly kind: 'loop'; readonly members: readonly Member[] }
  | { readonly kind: 'product' | 'kernel'; readonly node: Node };

export interface DraftedGroup extends Group {
  readonly drafts: readonly Draft[];
}

/** What is known of the nodes before they are fused. */
export interface Shaping {
  readonly known: ReadonlyMap<Node, Standing>;
  readonly tileOf: (rows: number) => number;
}

/** Steps in order, and what decides which nodes have to be stored. */
export interface Fusion extends Shaping {
  readonly groups: readonly DraftedGroup[];
  readonly readings: Readings;
  /** The loop that computes a node. */
  readonly loopOf: ReadonlyMap<Node, Draft>;
  readonly stored: ReadonlySet<Node>;
}

/** Longer straight-line code is not optimised by JavaScript engines. */
const LONGEST_LOOP = 200;

/**
 * Fuses elementwise nodes and reductions into loops, group by group. Nodes of one domain and one
 * level share a loop; a level counts the steps that must have ended before, so no loop waits for itself.
 */
export function fuse(
  groups: readonly Group[],
  readings: Readings,
  { known, tileOf, outputs }: Shaping & { readonly outputs: readonly Node[] },
): Fusion {
  const drafted = groups.map((found) => ({ ...found, drafts: draftsOf(found, readings) }));
  const loopOf = new Map<Node, Draft>();
  for (const draft of drafted.flatMap(({ drafts }) => drafts)) {
    if (draft.kind === 'loop') for (const { node } of draft.members) loopOf.set(node, draft);
  }
  const stored = new Set(outputs.map((node) => readings.of(node).root));
  const fusion = { groups: drafted, readings, loopOf, stored, known, tileOf };
  for (const { drafts, rows } of drafted) {
    for (const draft of drafts) {
      for (const root of stepReads(draft, fusion, rows)) stored.add(root);
      if (draft.kind !== 'loop') stored.add(draft.node);
      else for (const { kind, node } of draft.members) if (kind !== 'map') stored.add(node);
    }
  }
  return fusion;
}

/** Whether an operand is the result of an earlier instruction of the same loop. */
export function isResult(
  operand: Member['operands'][number],
  member: Member,
  loop: Draft,
  fusion: Fusion,
): boolean {
  if (typeof operand === 'number' || loop.kind !== 'loop') return false;
  if (fusion.loopOf.get(operand.root) !== loop) return false;
  const producer = loop.members.find(({ node }) => node === operand.root);
  return isDirect(operand, member, producer);
}

/** Stored nodes that a step reads. */
export function stepReads(draft: Draft, fusion: Fusion, rows: number | undefined): Node[] {
  if (draft.kind !== 'loop') {
    return wholeReads(draft.node, rows, fusion.readings);
  }
  return draft.members.flatMap((member) =>
    member.operands
      .flatMap((operand) => {
        if (typeof operand === 'number') return [];
        const index = operand.index === undefined ? [] : [operand.index.by.root];
        return isResult(operand, member, draft, fusion) ? index : [operand.root, ...index];
      })
      .concat(member.target.index === undefined ? [] : [member.target.index.by.root]),
  );
}

/** What a product or a kernel reads. */
function wholeReads(node: Node, rows: number | undefined, readings: Readings): Node[] {
  return node.inputs.map((input, i) => readings.of(input, readsRows(node, i, rows)).root);
}

export function stepWrites(draft: Draft, { stored }: Fusion): Node[] {
  if (draft.kind !== 'loop') return [draft.node];
  return [...new Set(draft.members.map(({ node }) => node))].filter((node) => stored.has(node));
}

type Members = ReadonlyMap<Node, readonly Member[]>;
type Levels = Map<Node, number>;

function draftsOf({ nodes, rows }: Group, readings: Readings): Draft[] {
  const members = new Map(
    nodes.map((node) => [node, membersOf(node, readings, rows !== undefined)] as const),
  );
  const levels = earliestLevels(nodes, rows, readings, members);
  sink(nodes, rows, readings, members, levels);
  const loops = new Map<string, Member[]>();
  const byLevel: Draft[][] = [];
  for (const node of nodes) {
    const level = levels.get(node)!;
    const steps = (byLevel[level] ??= []);
    const own = members.get(node)!;
    if (own.length === 0) steps.push({ kind: isProduct(node, rows) ? 'product' : 'kernel', node });
    for (const member of own) {
      const key = `${String(level)}|${member.domain.join()}`;
      const open = loops.get(key);
      if (open !== undefined && open.length < LONGEST_LOOP) {
        open.push(member);
        continue;
      }
      const started = [member];
      loops.set(key, started);
      steps.push({ kind: 'loop', members: started });
    }
  }
  return byLevel.flat().filter((draft) => draft !== undefined);
}

/** What a node waits for: roots, and whether each may be computed in the same loop. */
function waits(
  node: Node,
  rows: number | undefined,
  readings: Readings,
  members: Members,
): { root: Node; direct: boolean }[] {
  const own = members.get(node)!;
  if (own.length === 0) {
    return wholeReads(node, rows, readings).map((root) => ({ root, direct: false }));
  }
  return own.flatMap((member) => {
    const index = [...member.operands, member.target].flatMap((access) =>
      typeof access === 'number' || access.index === undefined
        ? []
        : [{ root: access.index.by.root, direct: false }],
    );
    const operands = member.operands.flatMap((operand) => {
      if (typeof operand === 'number') return [];
      const producers = members.get(operand.root);
      return [{ root: operand.root, direct: isDirect(operand, member, producers?.[0]) }];
    });
    return [...operands, ...index];
  });
}

function earliestLevels(
  nodes: readonly Node[],
  rows: number | undefined,
  readings: Readings,
  members: Members,
): Levels {
  const levels: Levels = new Map();
  for (const node of nodes) {
    const ready = waits(node, rows, readings, members).map(({ root, direct }) => {
      const level = levels.get(root);
      return level === undefined ? 0 : direct ? level : level + 1;
    });
    levels.set(node, Math.max(0, ...ready));
  }
  return levels;
}

/** Moves what is needed only in a later loop of the same domain into that loop: one store less. */
function sink(
  nodes: readonly Node[],
  rows: number | undefined,
  readings: Readings,
  members: Members,
  levels: Levels,
): void {
  const latest = new Map<Node, number>();
  for (const node of [...nodes].reverse()) {
    const own = members.get(node)!;
    const limit = latest.get(node) ?? Infinity;
    const movable = own.length === 1 && own[0]!.kind === 'map' && Number.isFinite(limit);
    if (movable && limit > levels.get(node)!) levels.set(node, limit);
    const level = levels.get(node)!;
    for (const { root, direct } of waits(node, rows, readings, members)) {
      latest.set(root, Math.min(direct ? level : -1, latest.get(root) ?? Infinity));
    }
  }
}
