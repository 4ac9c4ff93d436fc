import { InvariantError } from '../../base/diagnostic.js';
import { constantValues } from '../../expression/constant.js';
import { sizeOf, type Node } from '../../expression/node.js';
import { stepReads, stepWrites, type Fusion } from './grouping.js';
import { allocate } from './memory.js';
import type { Place } from './schedule.js';

/** Places of every stored node: inputs and outputs for good, the rest while they are needed. */
export class Storage {
  readonly arenaSize: number;
  readonly constants: Float64Array[] = [];
  readonly inputs = new Map<string, Place>();
  private readonly places = new Map<Node, Place>();

  constructor(leaves: readonly Node[], fusion: Fusion, pinned: ReadonlySet<Node>) {
    const lifetimes = new Map<Node, { first: number; last: number }>();
    for (const leaf of leaves) {
      if (leaf.op === 'input') lifetimes.set(leaf, { first: -1, last: Infinity });
      else this.addConstant(leaf);
    }
    fusion.drafts.forEach((draft, step) => {
      for (const node of stepWrites(draft, fusion)) {
        lifetimes.set(node, { first: step, last: pinned.has(node) ? Infinity : step });
      }
      for (const node of stepReads(draft, fusion)) {
        const lifetime = lifetimes.get(node);
        if (lifetime !== undefined) lifetime.last = Math.max(lifetime.last, step);
      }
    });
    const stored = [...lifetimes.entries()];
    const { offsets, size } = allocate(
      stored.map(([node, lifetime]) => ({ ...lifetime, size: sizeOf(node.shape) })),
    );
    this.arenaSize = size;
    stored.forEach(([node], i) => {
      this.place(node, { constant: undefined, offset: offsets[i]!, size: sizeOf(node.shape) });
    });
  }

  /** Elements of a stored node from `start` on. */
  at(root: Node, start: number, size: number): Place {
    const place = this.places.get(root);
    if (place === undefined) throw new InvariantError(`${root.op} is read and not stored`);
    return { constant: place.constant, offset: place.offset + start, size };
  }

  private addConstant(node: Node): void {
    const values = constantValues(node);
    this.places.set(node, { constant: this.constants.length, offset: 0, size: values.length });
    this.constants.push(values);
  }

  private place(node: Node, place: Place): void {
    this.places.set(node, place);
    if (node.op !== 'input') return;
    const name = node.attributes.name as string;
    if (this.inputs.has(name)) throw new InvariantError(`input ${name} has two shapes`);
    this.inputs.set(name, place);
  }
}
