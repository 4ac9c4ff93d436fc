import type { Node } from '../../expression/node.js';
import type { Readings } from './reading.js';
import { isView } from './views.js';
import { isElementwise, readsRows, type Standing } from './rows.js';

/** Nodes that are computed together: in one loop over tiles of rows, or one after the other. */
export interface Group {
  readonly stage: 0 | 1;
  /** Rows of the tiles; undefined outside tiles. */
  readonly rows: number | undefined;
  readonly nodes: readonly Node[];
}

/** All nodes that are computed, in groups in the order in which these run. */
export function group(
  order: readonly Node[],
  known: ReadonlyMap<Node, Standing>,
  readings: Readings,
  outputs: readonly Node[],
): Group[] {
  const times = lateTimes(order, known, outputs);
  const groups = new Map<
    string,
    { stage: 0 | 1; time: number; rows: number | undefined; nodes: Node[] }
  >();
  for (const node of order) {
    if (!isComputed(node, readings)) continue;
    const { stage, pass, rows } = known.get(node)!;
    // The copy of a view that is not read by rows is made once its source is whole.
    const after = isView(node) && pass !== undefined && rows === undefined;
    const own = after ? undefined : pass;
    const time = times.get(node)! + (after ? 1 : 0);
    const key = `${String(stage)}:${String(time)}:${String(own)}`;
    const found = groups.get(key) ?? { stage, time, rows: own, nodes: [] };
    found.nodes.push(node);
    groups.set(key, found);
  }
  return [...groups.values()].sort(
    (a, b) => a.stage - b.stage || a.time - b.time || (a.rows ?? 0) - (b.rows ?? 0),
  );
}

function isComputed(node: Node, readings: Readings): boolean {
  if (node.op === 'constant' || node.op === 'input') return false;
  return !isView(node) || readings.isCopy(node);
}

/**
 * The pass of each node. Elementwise rows that only a later pass reads are computed there, which
 * saves storing them; everything else as early as it can be.
 */
function lateTimes(
  order: readonly Node[],
  known: ReadonlyMap<Node, Standing>,
  outputs: readonly Node[],
): Map<Node, number> {
  const times = new Map<Node, number>();
  const latest = new Map<Node, number>(outputs.map((node) => [node, -1]));
  for (const node of [...order].reverse()) {
    const { pass, rows, stage, time } = known.get(node)!;
    const movable = isView(node) || isElementwise(node);
    const limit = latest.get(node) ?? time;
    times.set(node, movable && rows !== undefined ? Math.max(time, limit) : time);
    node.inputs.forEach((input, i) => {
      const there = known.get(input)!;
      const byRows = isView(node) ? rows !== undefined : readsRows(node, i, pass);
      const same =
        there.stage === stage && there.pass !== undefined && there.pass === pass && byRows;
      const allowed = same ? times.get(node)! : -1;
      latest.set(input, Math.min(allowed, latest.get(input) ?? Infinity));
    });
  }
  return times;
}

/** Whether an input changes, given the names of those that do; all do by default. */
export function changing(names: ReadonlySet<string> | undefined): (input: Node) => boolean {
  return (input) => names === undefined || names.has(input.attributes.name as string);
}
