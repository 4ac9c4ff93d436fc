/** What a quantity is, which decides how convergence is judged. */
export type QuantityKind =
  | 'parameter'
  | 'weight'
  | 'deterministic'
  | 'generated'
  /** A network's output on some training rows, and layer summaries: what networks are judged on. */
  | 'prediction'
  | 'summary';

/** Where a quantity lies in one draw (row-major, at `offset`). */
export interface Quantity {
  readonly name: string;
  readonly kind: QuantityKind;
  readonly shape: readonly number[];
  readonly offset: number;
  readonly size: number;
}

/** Draws after warm-up: one array per chain, `draws` rows of `width` values. */
export interface Draws {
  readonly quantities: readonly Quantity[];
  readonly width: number;
  readonly draws: number;
  readonly chains: readonly Float64Array[];
}

/** `theta[1]`, `w[1,2]`: 1-based, row-major; a scalar is its bare name. */
export function elementName(quantity: Quantity, element: number): string {
  if (quantity.shape.length === 0) return quantity.name;
  const index: number[] = [];
  let rest = element;
  for (let axis = quantity.shape.length - 1; axis >= 0; axis--) {
    const size = quantity.shape[axis]!;
    index.unshift((rest % size) + 1);
    rest = Math.floor(rest / size);
  }
  return `${quantity.name}[${index.join(',')}]`;
}

/** The length of a block's trajectories that warm-up chose, and on what evidence. */
export interface TrajectoryRecord {
  /** Until they turn, or so many steps. */
  readonly length: 'nuts' | number;
  /** Effective draws for the cost of a sweep, counted in gradients of the block, as trials foretold: of NUTS, and of the best fixed length. */
  readonly nuts: number;
  readonly hmc: number;
  /** That best length. */
  readonly steps: number;
  readonly trials: number;
}

/** What a kernel has to say for itself: whoever reports on a run looks for one that never moves, or was never tuned. */
export interface MoveRecord {
  /** Steps since warm-up. */
  readonly steps: number;
  /** Those that ended elsewhere than they began. */
  readonly moved: number;
  /** Whether a warm-up has been gone through. */
  readonly tuned: boolean;
  /** Where warm-up chose how long trajectories are. */
  readonly trajectories?: TrajectoryRecord;
}

/** Sampler statistics of one block: one row of `names.length` values an iteration after warm-up, a chain an array. */
export interface BlockStatistics {
  readonly block: string;
  readonly sampler: string;
  readonly names: readonly string[];
  readonly chains: readonly Float64Array[];
  /** Of each chain, where its sampler can fail to move. */
  readonly records?: readonly MoveRecord[];
}
