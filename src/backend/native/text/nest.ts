import type { Access, Loop, Reduction } from '../../schedule/schedule.js';

/** In which order the axes of a loop are nested, and what that means for its accesses. */
export class Nest {
  readonly extents: readonly number[];
  /** Goes through the lanes. */
  readonly vectorAxis: number;
  /** Axes, outermost first. */
  readonly order: readonly number[];

  constructor(private readonly loop: Loop) {
    this.extents = loop.extents.length > 0 ? loop.extents : [1];
    this.vectorAxis = this.extents.length - 1;
    const axes = this.extents.map((_, axis) => axis);
    this.order = this.vectorOutermost() ? [this.vectorAxis, ...axes.slice(0, -1)] : axes;
  }

  get depth(): number {
    return this.order.length;
  }

  /** Elements from one lane to the next; along an axis of one element there is no next. */
  vectorStride({ strides }: Access): number {
    return this.extents[this.vectorAxis] === 1 ? 0 : (strides[this.vectorAxis] ?? 0);
  }

  /** How many loops, counted from outside, it takes to know the position. */
  innermost({ strides, index }: Access): number {
    const own = this.order.findLastIndex((axis) => (strides[axis] ?? 0) !== 0) + 1;
    if (index === undefined) return own;
    return Math.max(own, this.innermost(this.loop.loads[index.load]!));
  }

  /** Whether the place of a reduction differs between lanes. */
  vectorIsOutside(to: Access): boolean {
    return this.vectorStride(to) !== 0;
  }

  /** Whether a loop comes back to the same position after leaving it. */
  revisited(access: Access): boolean {
    const outer = this.order.slice(0, this.innermost(access));
    return access.index !== undefined || outer.some((axis) => (access.strides[axis] ?? 0) === 0);
  }

  /** Vectors that one accumulator takes in. */
  termsOf(to: Access, lanes: number): number {
    const inner = this.order.slice(this.innermost(to));
    return inner
      .map((axis) => this.extents[axis]!)
      .reduce(
        (terms, extent, i) =>
          terms * Math.ceil(extent / (inner[i] === this.vectorAxis ? lanes : 1)),
        1,
      );
  }

  /** Whether a result is joined with what its place holds. */
  joins({ accumulates, to }: Reduction): boolean {
    return accumulates || this.revisited(to);
  }

  /** Sums over the other axes, one a lane, stay in a register if the lanes are the outermost loop. */
  private vectorOutermost(): boolean {
    const { reductions } = this.loop;
    if (this.extents.length < 2) return false;
    const byLane = reductions.filter(({ to }) => to.strides.at(-1)! !== 0);
    return byLane.length > 0 && byLane.length === reductions.length;
  }
}
