import type { Node } from '../../expression/node.js';
import { isDirect, memberOf, type LoopReading, type Member } from './members.js';
import { isView, type Readings } from './reading.js';

/** A step before its places are known. */
export type Draft =
  | { readonly kind: 'loop'; readonly members: readonly Member[] }
  | { readonly kind: 'kernel'; readonly node: Node };

/** Steps in order, and what decides which nodes have to be stored. */
export interface Fusion {
  readonly drafts: readonly Draft[];
  readonly readings: Readings;
  /** The loop that computes a node. */
  readonly loopOf: ReadonlyMap<Node, Draft>;
  readonly stored: ReadonlySet<Node>;
}

/** Longer straight-line code is not optimised by JavaScript engines. */
const LONGEST_LOOP = 200;

/**
 * Fuses elementwise nodes and sums into loops. Nodes of one domain and one level share a loop; a level
 * counts the steps that must have ended before, so no loop waits for itself.
 */
export function fuse(order: readonly Node[], readings: Readings, outputs: readonly Node[]): Fusion {
  const members = new Map<Node, Member>();
  for (const node of order) {
    const member = memberOf(node, readings);
    if (member !== undefined) members.set(node, member);
  }
  const levels = earliestLevels(order, readings, members);
  sink(order, readings, members, levels);
  const drafted = drafts(order, members, levels);
  const loopOf = new Map<Node, Draft>();
  for (const draft of drafted) {
    if (draft.kind === 'loop') for (const { node } of draft.members) loopOf.set(node, draft);
  }
  const stored = new Set(outputs.map((node) => readings.of(node).root));
  const fusion = { drafts: drafted, readings, loopOf, stored };
  for (const draft of drafted) {
    for (const root of stepReads(draft, fusion)) stored.add(root);
    if (draft.kind === 'kernel') stored.add(draft.node);
    else for (const { kind, node } of draft.members) if (kind === 'sum') stored.add(node);
  }
  return fusion;
}

/** Whether an operand is the result of an earlier instruction of the same loop. */
export function isResult(operand: LoopReading, member: Member, loop: Draft, fusion: Fusion) {
  if (loop.kind !== 'loop' || fusion.loopOf.get(operand.root) !== loop) return false;
  const producer = loop.members.find(({ node }) => node === operand.root);
  return isDirect(operand, member, producer);
}

/** Stored nodes that a step reads. */
export function stepReads(draft: Draft, fusion: Fusion): Node[] {
  if (draft.kind === 'kernel') {
    return draft.node.inputs.map((input) => fusion.readings.of(input).root);
  }
  return draft.members.flatMap((member) =>
    member.operands
      .filter((operand) => !isResult(operand, member, draft, fusion))
      .map(({ root }) => root),
  );
}

export function stepWrites(draft: Draft, { stored }: Fusion): Node[] {
  if (draft.kind === 'kernel') return [draft.node];
  return draft.members.map(({ node }) => node).filter((node) => stored.has(node));
}

type Members = ReadonlyMap<Node, Member>;
type Levels = Map<Node, number>;

function isStep(node: Node, members: Members): boolean {
  const leaf = node.op === 'constant' || node.op === 'input';
  return members.has(node) || !(leaf || isView(node));
}

function earliestLevels(order: readonly Node[], readings: Readings, members: Members): Levels {
  const levels: Levels = new Map();
  const after = (root: Node) => (levels.has(root) ? levels.get(root)! + 1 : 0);
  for (const node of order) {
    if (!isStep(node, members)) continue;
    const member = members.get(node);
    const ready =
      member === undefined
        ? node.inputs.map((input) => after(readings.of(input).root))
        : member.operands.map((operand) => {
            const direct = isDirect(operand, member, members.get(operand.root));
            return direct ? levels.get(operand.root)! : after(operand.root);
          });
    levels.set(node, Math.max(0, ...ready));
  }
  return levels;
}

/** Moves what is needed only in a later loop of the same domain into that loop: one store less. */
function sink(order: readonly Node[], readings: Readings, members: Members, levels: Levels): void {
  const latest = new Map<Node, number>();
  const allow = (root: Node, level: number) => {
    latest.set(root, Math.min(level, latest.get(root) ?? Infinity));
  };
  for (const node of [...order].reverse()) {
    const member = members.get(node);
    const limit = latest.get(node) ?? Infinity;
    if (member?.kind === 'map' && Number.isFinite(limit) && limit > levels.get(node)!) {
      levels.set(node, limit);
    }
    const level = levels.get(node);
    if (level === undefined) continue;
    for (const operand of member?.operands ?? []) {
      const direct = isDirect(operand, member!, members.get(operand.root));
      allow(operand.root, direct ? level : -1);
    }
    if (member === undefined) for (const input of node.inputs) allow(readings.of(input).root, -1);
  }
}

function drafts(order: readonly Node[], members: Members, levels: Levels): Draft[] {
  const loops = new Map<string, Member[]>();
  const byLevel: Draft[][] = [];
  for (const node of order) {
    const level = levels.get(node);
    if (level === undefined) continue;
    const steps = (byLevel[level] ??= []);
    const member = members.get(node);
    if (member === undefined) {
      steps.push({ kind: 'kernel', node });
      continue;
    }
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
  return byLevel.flat();
}
