import type { Node } from '../../expression/node.js';
import { primitiveOf } from '../../expression/primitives/index.js';
import { isView, keepsRows } from './views.js';

/** Fewer rows are not worth a loop over tiles, unless they are images: one of them is work enough. */
const FEWEST_ROWS = 32;

/** When and how a node is computed. */
export interface Standing {
  /** Its leading axis, where it can be read one tile of these rows after another. */
  readonly rows: number | undefined;
  /** The rows of the tiles in which it is computed; undefined outside tiles. */
  readonly pass: number | undefined;
  /** 0: depends on no changing input. */
  readonly stage: 0 | 1;
  /** Passes of the stage that must have ended before. */
  readonly time: number;
}

/** Standings of all nodes, each as early as it can be; `order` is topological. */
export function standings(
  order: readonly Node[],
  tiled: boolean,
  changes: (input: Node) => boolean,
): Map<Node, Standing> {
  const found = new Map<Node, Standing>();
  const images = tiled ? imageCounts(order) : new Set<number>();
  const hasRows = (count: number) => tiled && (count >= FEWEST_ROWS || images.has(count));
  for (const node of order) found.set(node, standingOf(node, found, hasRows, changes));
  return found;
}

/** Numbers of images that convolutions read. */
function imageCounts(order: readonly Node[]): ReadonlySet<number> {
  const convolutions = order.filter(({ op }) => op.startsWith('convolve'));
  return new Set(convolutions.map(({ inputs }) => inputs[0]!.shape[0]!));
}

type Standings = ReadonlyMap<Node, Standing>;

function standingOf(
  node: Node,
  known: Standings,
  hasRows: (count: number) => boolean,
  changes: (input: Node) => boolean,
): Standing {
  if (node.op === 'input') {
    return { rows: undefined, pass: undefined, stage: changes(node) ? 1 : 0, time: 0 };
  }
  if (node.op === 'constant') {
    const leading = node.shape[0] ?? 0;
    const rows = hasRows(leading) ? leading : undefined;
    return { rows, pass: undefined, stage: 0, time: 0 };
  }
  const inputs = node.inputs.map((input) => known.get(input)!);
  if (isView(node)) {
    const inner = inputs[0]!;
    return { ...inner, rows: keepsRows(node) ? inner.rows : undefined };
  }
  const { rows, pass } = passOf(node, inputs);
  const stage = inputs.some((input) => input.stage === 1) ? 1 : 0;
  const time = Math.max(
    0,
    ...inputs.map((input, i) => (input.stage < stage ? 0 : ready(input, readsRows(node, i, pass)))),
  );
  return { rows, pass, stage, time };
}

/** The pass from which a node can be read, by tiles of rows or as a whole. */
function ready({ rows, pass, time }: Standing, byRows: boolean): number {
  return pass === undefined || (byRows && rows !== undefined) ? time : time + 1;
}

/** Whether a node computed in a pass reads its input tile by tile. */
export function readsRows(node: Node, input: number, pass: number | undefined): boolean {
  if (pass === undefined) return false;
  const { shape } = node.inputs[input]!;
  if (shape[0] !== pass) return false;
  if (node.op === 'matmul') return input === 0 || !!node.attributes.transposeA;
  if (node.op === 'convolve' || node.op === 'convolveInput') return input === 0;
  return node.op !== 'gather' || input === 1;
}

type Pass = Pick<Standing, 'rows' | 'pass'>;
const WHOLE: Pass = { rows: undefined, pass: undefined };

function passOf(node: Node, inputs: readonly Standing[]): Pass {
  const rowwise = (rows: number | undefined): Pass =>
    rows === undefined ? WHOLE : { rows, pass: rows };
  const summed = (rows: number | undefined): Pass =>
    rows === undefined ? WHOLE : { rows: undefined, pass: rows };
  const [first, second] = inputs;
  switch (node.op) {
    case 'sum': {
      const overRows = (node.attributes.axes as readonly number[]).includes(0);
      return (overRows ? summed : rowwise)(first!.rows);
    }
    case 'maxReduce': {
      const overRows = (node.attributes.axes as readonly number[]).includes(0);
      return overRows ? WHOLE : rowwise(first!.rows);
    }
    case 'matmul':
      return matmulPass(node, first!, second!, { rowwise, summed });
    case 'convolve':
    case 'convolveInput':
      return rowwise(first!.rows);
    case 'convolveWeights':
      return summed(first!.rows ?? second!.rows);
    case 'gather':
      return rowwise(second!.rows);
    case 'scatterAdd':
      return summed(second!.rows);
    case 'concat':
    case 'pad':
      return node.attributes.axis === 0 ? WHOLE : rowwise(sharedRows(node, inputs));
    default:
      return isElementwise(node) ? rowwise(sharedRows(node, inputs)) : WHOLE;
  }
}

function matmulPass(
  { attributes, inputs }: Node,
  left: Standing,
  right: Standing,
  as: Record<'rowwise' | 'summed', (rows: number | undefined) => Pass>,
): Pass {
  if (!attributes.transposeA) return as.rowwise(left.rows);
  if (attributes.transposeB) return WHOLE;
  // Over the rows of both; one of them may be an input, which is read by rows as well.
  return as.summed(
    inputs[0]!.shape[0] === inputs[1]!.shape[0] ? (left.rows ?? right.rows) : undefined,
  );
}

function sharedRows({ shape }: Node, inputs: readonly Standing[]): number | undefined {
  return inputs.find(({ rows }) => rows !== undefined && rows === shape[0])?.rows;
}

/** What loops are made of; not what JavaScript computes. */
export function isElementwise({ op }: Node): boolean {
  if (op === 'copy') return true;
  if (op === 'constant' || op === 'input') return false;
  const primitive = primitiveOf(op);
  return primitive.kind === 'elementwise' && !primitive.apart;
}
