import { InvariantError } from '../../base/diagnostic.js';
import { constantValues, scalarValue } from '../../expression/constant.js';
import { sizeOf, type Node } from '../../expression/node.js';
import { stepReads, stepWrites, type Fusion } from './grouping.js';
import { allocate } from './memory.js';
import type { Reading } from './reading.js';
import type { Constant, ElementType, Place } from './schedule.js';

interface Lifetime {
  first: number;
  last: number;
}

/** A span of steps that repeats: what crosses its edges lives through all of it. */
interface Span {
  readonly first: number;
  readonly last: number;
}

/** Places of every stored node: inputs and outputs for good, the rest while they are needed. */
export class Storage {
  readonly arenaSize: number;
  readonly constants: Constant[] = [];
  readonly inputs = new Map<string, Place>();
  private readonly places = new Map<Node, Place>();
  private readonly lifetimes = new Map<Node, Lifetime>();
  /** Computed by tiles and used in the pass that computes it alone: every tile overwrites it. */
  private readonly local = new Set<Node>();

  constructor(
    leaves: readonly Node[],
    private readonly fusion: Fusion,
    private readonly typeOf: (node: Node) => ElementType,
    pinned: ReadonlySet<Node>,
  ) {
    for (const leaf of leaves) {
      if (leaf.op === 'input') this.lifetimes.set(leaf, { first: -1, last: Infinity });
    }
    this.findLocal(pinned);
    this.findLifetimes(pinned);
    const stored = [...this.lifetimes.entries()];
    const { offsets, size } = allocate(
      stored.map(([node, { first, last }]) => ({ first, last, size: this.words(node) })),
    );
    this.arenaSize = size;
    stored.forEach(([node], i) => {
      this.place(node, offsets[i]!);
    });
  }

  /** Elements of a stored node from `start` on; all that there are, by default. */
  at(root: Node, start = 0, size?: number): Place {
    const place = this.places.get(root) ?? this.addConstant(root);
    return { ...place, offset: place.offset + start, size: size ?? place.size - start };
  }

  /** Elements from one tile to the next, for a root read along the rows of a tile in its axis 0. */
  advance(
    { root, strides }: Pick<Reading, 'root' | 'strides'>,
    rowStride: number,
    rows: number,
  ): number {
    if (rowStride === 0 || this.local.has(root)) return 0;
    const tile = this.fusion.readings.tiling(root);
    if (tile === undefined) return rowStride * this.fusion.tileOf(rows);
    return strides.length === 0 ? 0 : tile * this.width(root);
  }

  private findLocal(pinned: ReadonlySet<Node>): void {
    const { groups, readings } = this.fusion;
    for (const { drafts, rows } of groups) {
      if (rows === undefined) continue;
      for (const node of drafts.flatMap((draft) => stepWrites(draft, this.fusion))) {
        if (readings.tiling(node) !== undefined && !pinned.has(node)) this.local.add(node);
      }
    }
    for (const { drafts, rows } of groups) {
      const own = new Set(drafts.flatMap((draft) => stepWrites(draft, this.fusion)));
      for (const root of drafts.flatMap((draft) => stepReads(draft, this.fusion, rows))) {
        if (!own.has(root)) this.local.delete(root);
      }
    }
  }

  private findLifetimes(pinned: ReadonlySet<Node>): void {
    let step = 0;
    for (const { drafts, rows, stage } of this.fusion.groups) {
      const span = rows === undefined ? undefined : { first: step, last: step + drafts.length - 1 };
      for (const draft of drafts) {
        for (const node of stepWrites(draft, this.fusion)) this.born(node, step, span, pinned);
        for (const node of stepReads(draft, this.fusion, rows)) this.used(node, step, span, stage);
        step++;
      }
    }
  }

  private born(node: Node, step: number, span: Span | undefined, pinned: ReadonlySet<Node>): void {
    // A node put together in memory is written by more than one step.
    const before = this.lifetimes.get(node)?.first ?? Infinity;
    const own = this.local.has(node) ? undefined : span;
    const last = pinned.has(node) ? Infinity : (own?.last ?? step);
    this.lifetimes.set(node, { first: Math.min(before, own?.first ?? step), last });
  }

  private used(node: Node, step: number, span: Span | undefined, stage: 0 | 1): void {
    const lifetime = this.lifetimes.get(node);
    if (lifetime === undefined) return;
    const prepared = stage === 1 && this.fusion.known.get(node)!.stage === 0;
    const end = this.local.has(node) ? step : (span?.last ?? step);
    lifetime.last = prepared ? Infinity : Math.max(lifetime.last, end);
  }

  private width(node: Node): number {
    return sizeOf(node.shape.slice(1));
  }

  /** Elements that a stored node takes: whole tiles where it is stored by tiles and is wide. */
  private elements(node: Node): number {
    const tile = this.fusion.readings.tiling(node);
    if (tile === undefined) return sizeOf(node.shape);
    if (this.local.has(node)) return tile * this.width(node);
    const rows = node.shape[0]!;
    return this.width(node) === 1 ? rows : Math.ceil(rows / tile) * tile * this.width(node);
  }

  private words(node: Node): number {
    const elements = this.elements(node);
    return this.typeOf(node) === 'f32' ? Math.ceil(elements / 2) : elements;
  }

  private addConstant(node: Node): Place {
    if (node.op !== 'constant') throw new InvariantError(`${node.op} is read and not stored`);
    const type = this.typeOf(node);
    const tile = node.attributes.packed as number | undefined;
    const values = tile === undefined ? constantValues(node) : packed(node, tile);
    const place = { constant: this.constants.length, offset: 0, size: values.length, type };
    this.places.set(node, place);
    this.constants.push({ values, type });
    return place;
  }

  private place(node: Node, words: number): void {
    const type = this.typeOf(node);
    const offset = type === 'f32' ? 2 * words : words;
    const place = { constant: undefined, offset, size: this.elements(node), type };
    this.places.set(node, place);
    if (node.op !== 'input') return;
    const name = node.attributes.name as string;
    if (this.inputs.has(name)) throw new InvariantError(`input ${name} has two shapes`);
    this.inputs.set(name, place);
  }
}

const packings = new WeakMap<Float64Array, Map<number, Float64Array>>();

/** Data with the rows of each tile next to each other; made once for all schedules. */
function packed(node: Node, tile: number): Float64Array {
  if (scalarValue(node) !== undefined) throw new InvariantError('a scalar has no rows');
  const values = constantValues(node);
  const made = packings.get(values) ?? new Map<number, Float64Array>();
  packings.set(values, made);
  const known = made.get(tile);
  if (known !== undefined) return known;
  const rows = node.shape[0]!;
  const width = values.length / rows;
  const out = new Float64Array(Math.ceil(rows / tile) * tile * width);
  for (let row = 0; row < rows; row++) {
    const start = Math.floor(row / tile) * tile * width + (row % tile);
    for (let i = 0; i < width; i++) out[start + i * tile] = values[row * width + i]!;
  }
  made.set(tile, out);
  return out;
}
