import type { Access, Place } from '../../schedule/schedule.js';

/** Where the values of a place begin: the arena as doubles (A) or floats (B), or a constant. */
export function base({ constant, type }: Place): string {
  if (constant !== undefined) return `K${String(constant)}`;
  return type === 'f32' ? 'B' : 'A';
}

/** Sum of terms, without those that are 0. */
export function sumText(terms: readonly (string | number)[]): string {
  const kept = terms.filter((term) => term !== 0 && term !== '0').map(String);
  return kept.length === 0 ? '0' : kept.join(' + ');
}

export function timesText(index: string, stride: number): string | number {
  if (stride === 0 || index === '0') return 0;
  return stride === 1 ? index : `${index} * ${String(stride)}`;
}

/** Positions of the accesses of a loop whose axes are run through by variables i0, i1, ... */
export class Positions {
  constructor(
    private readonly loads: readonly Access[],
    /** The axis that goes through the lanes; its variable is at the first of them. */
    private readonly vectorAxis: number,
  ) {}

  /** Of the element in that lane. */
  of({ place, strides, tile, index }: Access, lane = 0): string {
    const terms = strides.map((stride, axis) => timesText(`i${String(axis)}`, stride));
    const inLane = lane * (strides[this.vectorAxis] ?? 0);
    const chosen = index === undefined ? 0 : this.chosen(index, lane);
    return sumText([place.offset, timesText('t', tile), ...terms, inLane, chosen]);
  }

  /** The element itself. */
  element(access: Access, lane = 0): string {
    return `${base(access.place)}[${this.of(access, lane)}]`;
  }

  /** Whether an index makes the position differ between lanes. */
  choosesByLane({ index }: Access): boolean {
    if (index === undefined) return false;
    const by = this.loads[index.load]!;
    return (by.strides[this.vectorAxis] ?? 0) !== 0 || this.choosesByLane(by);
  }

  private chosen({ load, stride }: NonNullable<Access['index']>, lane: number): string | number {
    return timesText(`(long)${this.element(this.loads[load]!, lane)}`, stride);
  }
}
