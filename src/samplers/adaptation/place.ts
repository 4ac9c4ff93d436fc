import { copyState, type HamiltonianState } from '../leapfrog.js';
import type { AdaptiveMetric } from '../metric/metric.js';

/** Where a chain stands: in its own coordinates, and in those that are integrated, which `state` holds. */
export interface Place {
  /** Comes to a position. True where that is not where the chain stood: the state is then to be evaluated. */
  enter(position: Float64Array): boolean;
  /** Goes on to the state drawn, writing its position; false where that is the same. */
  leave(drawn: HamiltonianState, position: Float64Array): boolean;
  /** After a change of the metric: true where the coordinates have changed with it. */
  renew(): boolean;
  saved(): readonly number[];
  restore(saved: readonly number[]): void;
}

export function createPlace(state: HamiltonianState, metric: AdaptiveMetric): Place {
  return metric.whitening === undefined ? plainPlace(state) : whitenedPlace(state, metric);
}

function plainPlace(state: HamiltonianState): Place {
  return {
    enter(position) {
      if (areEqual(state.position, position)) return false;
      state.position.set(position);
      return true;
    },
    leave(drawn, position) {
      const moved = !areEqual(drawn.position, state.position);
      copyState(drawn, state);
      position.set(state.position);
      return moved;
    },
    renew: () => false,
    saved: () => [],
    restore: () => undefined,
  };
}

/**
 * The way to the white coordinates and back rounds. A chain that stays must not drift by that, nor may a resumed
 * one differ: both coordinates are kept, and new ones taken only where the chain has been moved from outside.
 */
function whitenedPlace(state: HamiltonianState, metric: AdaptiveMetric): Place {
  const reached = new Float64Array(state.position.length);
  return {
    enter(position) {
      if (areEqual(reached, position)) return false;
      reached.set(position);
      metric.whitening!.toWhite(position, state.position);
      return true;
    },
    leave(drawn, position) {
      const moved = !areEqual(drawn.position, state.position);
      copyState(drawn, state);
      if (!moved) return false;
      metric.whitening!.toOriginal(state.position, position);
      reached.set(position);
      return true;
    },
    renew() {
      metric.whitening!.toWhite(reached, state.position);
      return true;
    },
    saved: () => Array.from(state.position),
    restore(saved) {
      state.position.set(saved);
      metric.whitening!.toOriginal(state.position, reached);
    },
  };
}

function areEqual(a: Float64Array, b: Float64Array): boolean {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}
