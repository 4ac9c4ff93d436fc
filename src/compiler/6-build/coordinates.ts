import type { Backend, Executable } from '../../backend/backend.js';
import { loader, sameValues, spread, type Layout } from './state.js';
import { unconstrainedName } from './coordinate-maps.js';
import type { UnconstrainedBlock } from './unconstrained.js';

/** Positions of the unknowns whose coordinate is not their value; null where none is known. */
export type KeptCoordinates = readonly number[] | null;

interface Part {
  /** The unknown's values in the chain, and its part of the position. */
  readonly values: Float64Array;
  readonly position: Float64Array;
  /** Its values as the position gave them. */
  readonly kept: Float64Array;
  readonly isValue: boolean;
}

/**
 * A block's unconstrained coordinates beside its values in the chain. A position is kept as long as
 * the values it gave stand: going back through a logarithm would lose its last bits, and all of them
 * where a chance has rounded to 1.
 */
export class Coordinates {
  readonly position: Float64Array;
  private readonly parts: readonly Part[];
  private readonly forward: Executable;
  private readonly inverse: Executable;
  private readonly loadForward: () => boolean;
  private readonly loadInverse: () => boolean;
  private readonly writeForward: (position: Float64Array) => void;

  constructor(
    private readonly block: UnconstrainedBlock,
    backend: Backend,
    layout: Layout,
    values: Float64Array,
  ) {
    this.forward = backend.compile(block.values);
    this.inverse = backend.compile(block.positions);
    this.loadForward = loader(this.forward, layout, values);
    this.loadInverse = loader(this.inverse, layout, values);
    this.position = new Float64Array(block.dimension);
    this.parts = block.variables.map(({ name }, i) => {
      const { offset, size } = layout.places.get(name)!;
      const { start, end } = block.ranges[i]!;
      return {
        values: values.subarray(offset, offset + size),
        position: this.position.subarray(start, end),
        kept: new Float64Array(size).fill(NaN),
        isValue: block.isValue[i]!,
      };
    });
    this.writeForward = positionWriter(this.forward, block);
  }

  /** The position of the chain's present values. */
  enter(): Float64Array {
    if (!this.stands()) {
      this.loadInverse();
      this.inverse.run();
      this.parts.forEach(({ position }, i) => {
        spread(this.inverse.outputs[i]!, position);
      });
    }
    return this.position;
  }

  /** Writes the values of the position into the chain. */
  leave(): void {
    this.loadForward();
    this.writeForward(this.position);
    this.forward.run();
    this.parts.forEach(({ values, kept }, i) => {
      spread(this.forward.outputs[i]!, values);
      kept.set(values);
    });
  }

  remembered(): KeptCoordinates {
    if (!this.stands()) return null;
    return this.parts.flatMap(({ position, isValue }) => (isValue ? [] : [...position]));
  }

  /** The chain's values, which are in place, are those that the remembered position gave. */
  recall(coordinates: KeptCoordinates): void {
    for (const { kept } of this.parts) kept.fill(NaN);
    if (coordinates === null) return;
    let start = 0;
    for (const { values, position, kept, isValue } of this.parts) {
      // Another block may move them before this one does.
      kept.set(values);
      if (isValue) {
        position.set(values);
        continue;
      }
      position.set(coordinates.slice(start, start + position.length));
      start += position.length;
    }
  }

  /** With ends of supports that other blocks move, equal values may mean another position. */
  private stands(): boolean {
    if (this.block.boundsMove) return false;
    return this.parts.every(({ values, kept }) => sameValues(values, kept));
  }
}

/** What varies while the block moves; all else that its density reads stands still. */
export function ownNames({ variables }: UnconstrainedBlock): ReadonlySet<string> {
  return new Set(variables.map(({ name }) => unconstrainedName(name)));
}

/** A function that writes a position to the `u` that an executable reads. */
export function positionWriter(
  executable: Executable,
  { variables, ranges }: UnconstrainedBlock,
): (position: Float64Array) => void {
  const targets = variables.flatMap(({ name }, i) => {
    const view = executable.inputs.get(unconstrainedName(name));
    return view === undefined ? [] : [{ view, start: ranges[i]!.start }];
  });
  return (position) => {
    for (const { view, start } of targets) {
      for (let k = 0; k < view.length; k++) view[k] = position[start + k]!;
    }
  };
}
