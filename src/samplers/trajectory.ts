import type { RandomStream } from '../base/random/stream.js';
import {
  acceptanceOf,
  copyState,
  createPhasePoint,
  isCrossed,
  isDivergent,
  leapfrog,
  type HamiltonianParameters,
  type HamiltonianState,
  type PhasePoint,
} from './leapfrog.js';
import type { LogDensity } from './kernel.js';

/** The state a segment of trajectory would hand on, with its energy. */
export interface Candidate extends HamiltonianState {
  energy: number;
}

/**
 * A run of consecutive leapfrog points, reduced to what merging needs. `begin` and `end` are the
 * momenta of its outermost points in the direction in which it was built.
 */
interface Segment {
  begin: Float64Array;
  end: Float64Array;
  readonly momentumSum: Float64Array;
  /** Log of the summed weights exp(initial energy - energy). */
  logWeight: number;
  candidate: Candidate;
}

export type Direction = -1 | 1;

/**
 * A NUTS trajectory and its pool: all vectors are made on first use and kept for the next one.
 * Multinomial sampling and the generalised U-turn criterion of Betancourt (2017), A.4, with the
 * checks across neighbouring subtrees that Stan has had since 2.21.
 */
export class Trajectory {
  leapfrogs = 0;
  /** Sum over the points of min(1, exp(initial energy - energy)). */
  acceptance = 0;
  divergent = false;
  private readonly left: PhasePoint;
  private readonly right: PhasePoint;
  private readonly whole: Segment;
  /** Segments of the subtree being built: their depths fall strictly from bottom to top. */
  private readonly stack: Segment[] = [];
  private direction: Direction = 1;
  private initialEnergy = 0;

  constructor(private readonly logDensity: LogDensity) {
    this.left = createPhasePoint(logDensity.dimension);
    this.right = createPhasePoint(logDensity.dimension);
    this.whole = createSegment(logDensity.dimension);
  }

  /** The state drawn from the trajectory so far. Its buffers hold until the next `start`. */
  get candidate(): Candidate {
    return this.whole.candidate;
  }

  /** Begins at a point, which is copied. */
  start(point: PhasePoint, energy: number): void {
    copyPoint(point, this.left);
    copyPoint(point, this.right);
    this.initialEnergy = energy;
    this.leapfrogs = 0;
    this.acceptance = 0;
    this.divergent = false;
    becomeLeaf(this.whole, this.left, energy, 0);
  }

  /**
   * Doubles the trajectory with a subtree of 2^depth points. `merged` says whether the subtree was
   * valid and taken in, `goesOn` whether the trajectory may be doubled again.
   */
  double(
    stream: RandomStream,
    direction: Direction,
    depth: number,
    parameters: HamiltonianParameters,
  ): { readonly merged: boolean; readonly goesOn: boolean } {
    const subtree = this.build(stream, direction, depth, parameters);
    if (subtree === undefined) return { merged: false, goesOn: false };
    if (direction !== this.direction) {
      this.direction = direction;
      swapEnds(this.whole);
    }
    const goesOn = merge(this.whole, subtree, parameters.inverseMetric, 'progressive', stream);
    return { merged: true, goesOn };
  }

  /** Undefined where the subtree turns within itself or diverges: it must then not be drawn from. */
  private build(
    stream: RandomStream,
    direction: Direction,
    depth: number,
    parameters: HamiltonianParameters,
  ): Segment | undefined {
    const point = direction === 1 ? this.right : this.left;
    const points = 2 ** depth;
    let height = 0;
    for (let i = 0; i < points; i++) {
      const leaf = this.segment(height++);
      if (!this.grow(point, direction, parameters, leaf)) return undefined;
      // As many merges as a binary counter has carries.
      for (let carry = i; carry % 2 === 1; carry = (carry - 1) / 2) {
        const second = this.stack[--height]!;
        const first = this.stack[height - 1]!;
        if (!merge(first, second, parameters.inverseMetric, 'uniform', stream)) return undefined;
      }
    }
    return this.stack[0];
  }

  /** One leapfrog step onto a leaf; false where it diverges. */
  private grow(
    point: PhasePoint,
    direction: Direction,
    parameters: HamiltonianParameters,
    leaf: Segment,
  ): boolean {
    const { stepSize, inverseMetric } = parameters;
    const energy = leapfrog(this.logDensity, point, direction * stepSize, inverseMetric);
    const logWeight = this.initialEnergy - energy;
    this.leapfrogs++;
    this.acceptance += acceptanceOf(logWeight);
    this.divergent = isDivergent(logWeight) && !isCrossed(this.logDensity, point);
    if (!this.divergent) becomeLeaf(leaf, point, energy, logWeight);
    return !this.divergent;
  }

  private segment(height: number): Segment {
    return (this.stack[height] ??= createSegment(this.logDensity.dimension));
  }
}

function createSegment(dimension: number): Segment {
  const { position, gradient, logDensity, momentum } = createPhasePoint(dimension);
  return {
    begin: momentum,
    end: new Float64Array(dimension),
    momentumSum: new Float64Array(dimension),
    logWeight: -Infinity,
    candidate: { position, gradient, logDensity, energy: NaN },
  };
}

function copyPoint(from: PhasePoint, to: PhasePoint): void {
  copyState(from, to);
  to.momentum.set(from.momentum);
}

function becomeLeaf(leaf: Segment, point: PhasePoint, energy: number, logWeight: number): void {
  leaf.begin.set(point.momentum);
  leaf.end.set(point.momentum);
  leaf.momentumSum.set(point.momentum);
  copyState(point, leaf.candidate);
  leaf.candidate.energy = energy;
  leaf.logWeight = logWeight;
}

function swapEnds(segment: Segment): void {
  const { begin, end } = segment;
  segment.begin = end;
  segment.end = begin;
}

/**
 * Appends `second` to `first`, whose buffers it may exchange. The candidate of `second` is taken
 * with probability proportional to weight within a subtree, and with the larger probability
 * min(1, weight ratio) at the top (biased progressive sampling). False at a U-turn.
 */
function merge(
  first: Segment,
  second: Segment,
  inverseMetric: Float64Array,
  selection: 'uniform' | 'progressive',
  stream: RandomStream,
): boolean {
  const total = logAddExp(first.logWeight, second.logWeight);
  const against = selection === 'progressive' ? first.logWeight : total;
  if (stream.uniform() < Math.exp(second.logWeight - against)) {
    const rejected = first.candidate;
    first.candidate = second.candidate;
    second.candidate = rejected;
  }
  const goesOn = addMomenta(first, second, inverseMetric);
  const inner = first.end;
  first.end = second.end;
  second.end = inner;
  first.logWeight = total;
  return goesOn;
}

/**
 * Adds the summed momenta of `second` to `first`. True where neither the union nor either segment
 * extended by its neighbour's nearest point turns: velocity at both ends along summed momentum.
 */
function addMomenta(first: Segment, second: Segment, inverseMetric: Float64Array): boolean {
  const { begin: outerA, end: innerA, momentumSum: sumA } = first;
  const { begin: innerB, end: outerB, momentumSum: sumB } = second;
  let wholeA = 0;
  let wholeB = 0;
  let leftA = 0;
  let leftB = 0;
  let rightA = 0;
  let rightB = 0;
  for (let i = 0; i < inverseMetric.length; i++) {
    const m = inverseMetric[i]!;
    const a = sumA[i]!;
    const b = sumB[i]!;
    const pOuterA = outerA[i]!;
    const pInnerA = innerA[i]!;
    const pInnerB = innerB[i]!;
    const pOuterB = outerB[i]!;
    const whole = m * (a + b);
    const left = m * (a + pInnerB);
    const right = m * (b + pInnerA);
    wholeA += pOuterA * whole;
    wholeB += pOuterB * whole;
    leftA += pOuterA * left;
    leftB += pInnerB * left;
    rightA += pInnerA * right;
    rightB += pOuterB * right;
    sumA[i] = a + b;
  }
  return wholeA > 0 && wholeB > 0 && leftA > 0 && leftB > 0 && rightA > 0 && rightB > 0;
}

function logAddExp(a: number, b: number): number {
  const larger = Math.max(a, b);
  return larger === -Infinity ? -Infinity : larger + Math.log1p(Math.exp(-Math.abs(a - b)));
}
