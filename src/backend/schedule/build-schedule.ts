import { sizeOf, type Node } from '../../expression/node.js';
import { simplify } from '../../expression/simplify.js';
import { topological } from '../../expression/traverse.js';
import { fuse, stepWrites, type Draft, type DraftedGroup, type Fusion } from './grouping.js';
import { inStrips } from './gram.js';
import { changing, group } from './groups.js';
import { lower } from './lower.js';
import { materialise } from './materialise.js';
import { isProduct } from './products.js';
import { Readings } from './reading.js';
import { isView } from './views.js';
import { isElementwise, standings, type Standing } from './rows.js';
import { scheduleLoop } from './schedule-loop.js';
import { scheduleProduct } from './schedule-product.js';
import type {
  ElementType,
  Kernel,
  Loop,
  Place,
  Product,
  Schedule,
  Step,
  Tiles,
} from './schedule.js';
import { Storage } from './storage.js';
import { tileSizes } from './tile-sizes.js';

export interface ScheduleOptions {
  /** Loops over tiles of data rows, and what is a loop in disguise as one. */
  readonly tiled: boolean;
  /** Of what is computed for every row and unit; the rest, sums among it, is always f64. */
  readonly precision: ElementType;
  /** Rows that a vector of the target holds, where they are more than 8. */
  readonly lanes?: number;
  /** Names of the inputs that change between runs; by default all may. */
  readonly changing?: ReadonlySet<string>;
}

/** Simplifies, shares, fuses and lays out the outputs. The same outputs give the same schedule. */
export function buildSchedule(given: readonly Node[], options: ScheduleOptions): Schedule {
  const changes = changing(options.changing);
  const lowered = options.tiled ? lower(given) : simplify(given);
  const outputs = materialise(lowered, { ...options, changes });
  const order = topological(outputs);
  const known = standings(order, options.tiled, changes);
  const kernels = order.filter((node) => isKernel(node, known.get(node)!));
  const dense = new Set([...outputs, ...kernels.flatMap(({ inputs }) => inputs)]);
  const tileOf = tileSizes(order, known, options);
  const readings = new Readings(order, known, tileOf, dense);
  const groups = group(order, known, readings, outputs);
  const fusion = fuse(groups, readings, { known, tileOf, outputs });
  const pinned = new Set(outputs.map((node) => readings.of(node).root));
  const typeOf = (node: Node) => elementType(node, fusion, options.precision);
  const leaves = order.filter(({ op }) => op === 'constant' || op === 'input');
  const storage = new Storage(leaves, fusion, typeOf, pinned);
  const stepsOf = (stage: 0 | 1) =>
    fusion.groups
      .filter((found) => found.stage === stage)
      .flatMap((found) => scheduleGroup(found, { fusion, storage, typeOf, tiled: options.tiled }));
  const preparation = stepsOf(0);
  const steps = stepsOf(1);
  return {
    ...{ preparation, steps },
    arenaSize: storage.arenaSize,
    constants: storage.constants,
    inputs: storage.inputs,
    outputs: outputs.map((node) => placeOf(node, fusion, storage)),
  };
}

function isKernel(node: Node, { pass }: Standing): boolean {
  const leaf = node.op === 'constant' || node.op === 'input';
  if (leaf || isView(node) || LOOPS.has(node.op) || isElementwise(node)) return false;
  return !isProduct(node, pass);
}

const LOOPS = new Set(['sum', 'maxReduce', 'gather', 'scatterAdd', 'concat', 'pad']);

type LoopDraft = Extract<Draft, { kind: 'loop' }>;

interface Setting {
  readonly fusion: Fusion;
  readonly storage: Storage;
  readonly typeOf: (node: Node) => ElementType;
  readonly tiled: boolean;
}

/** f32 for rows with more than one value each and for weights that products read, if asked for. */
function elementType(node: Node, { known, readings }: Fusion, precision: ElementType): ElementType {
  if (precision === 'f64') return 'f64';
  if (node.op === 'copy') return node.attributes.type as ElementType;
  if (node.attributes.packed !== undefined) return 'f32';
  return readings.tiling(node) !== undefined && isWide(node, known.get(node)!.rows!)
    ? 'f32'
    : 'f64';
}

function isWide({ shape }: Node, rows: number): boolean {
  return sizeOf(shape) > rows;
}

function scheduleGroup({ rows, drafts }: DraftedGroup, setting: Setting): Step[] {
  const { fusion, storage } = setting;
  const mirrors: Loop[] = [];
  const steps = drafts.flatMap((draft): (Loop | Product | Kernel)[] => {
    if (draft.kind === 'kernel') return [scheduleKernel(draft.node, setting)];
    if (draft.kind === 'loop') return [scheduleElements(draft, rows, setting)];
    const product = scheduleProduct(draft.node, { fusion, storage, rows });
    const strips = setting.tiled ? inStrips(product) : { products: [product], mirrors: [] };
    if (rows === undefined) return [...strips.products, ...strips.mirrors];
    mirrors.push(...strips.mirrors);
    return [...strips.products];
  });
  if (rows === undefined) return steps;
  const sums = drafts
    .flatMap((draft) => stepWrites(draft, fusion))
    .filter((node) => fusion.known.get(node)!.rows === undefined);
  const tiles: Tiles = {
    kind: 'tiles',
    rows,
    tile: fusion.tileOf(rows),
    clears: sums.map((node) => storage.at(node)),
    steps: steps as (Loop | Product)[],
  };
  return [tiles, ...mirrors];
}

function scheduleElements(
  draft: LoopDraft,
  rows: number | undefined,
  { fusion, storage, typeOf }: Setting,
): Loop {
  const wide = rows !== undefined && draft.members[0]!.domain.length > 1;
  const narrow = wide && draft.members.some(({ node }) => typeOf(node) === 'f32');
  const sums = wide && draft.members.some(({ kind }) => kind === 'sum' || kind === 'max');
  const type = narrow || (sums && readsNarrow(draft, typeOf, rows)) ? 'f32' : 'f64';
  return scheduleLoop(draft, { fusion, storage, rows, type });
}

function scheduleKernel(node: Node, { fusion, storage }: Setting): Kernel {
  const inputs = node.inputs.map((input) => placeOf(input, fusion, storage));
  return { kind: 'kernel', node, inputs, output: storage.at(node) };
}

function readsNarrow(draft: LoopDraft, typeOf: Setting['typeOf'], rows: number): boolean {
  return draft.members.some(({ operands }) =>
    operands.some(
      (operand) =>
        typeof operand !== 'number' &&
        operand.root.shape[0] === rows &&
        typeOf(operand.root) === 'f32',
    ),
  );
}

function placeOf(node: Node, { readings }: Fusion, storage: Storage): Place {
  const { root, start } = readings.of(node, false);
  return storage.at(root, start, sizeOf(node.shape));
}
