import type { LogDensity } from './kernel.js';

/** A position with what is known of the density there. */
export interface HamiltonianState {
  readonly position: Float64Array;
  readonly gradient: Float64Array;
  logDensity: number;
}

/** A point of phase space. */
export interface PhasePoint extends HamiltonianState {
  readonly momentum: Float64Array;
}

/** What tuning chooses for a Hamiltonian kernel. The metric is diagonal, kept as its inverse. */
export interface HamiltonianParameters {
  readonly stepSize: number;
  readonly inverseMetric: Float64Array;
  /** True while a chain still comes to where its draws will be: it then goes down however it can. */
  readonly warming?: boolean;
}

/** An energy error above this is a divergence, as in Stan. */
const DIVERGENCE_THRESHOLD = 1000;

/** The chance to accept a point whose energy is so much lower. NaN, where the start has no density, is a rejection. */
export function acceptanceOf(logRatio: number): number {
  return logRatio > -Infinity ? Math.min(1, Math.exp(logRatio)) : 0;
}

/** Whether a point's energy is so much higher, by the same log ratio. NaN counts as a divergence. */
export function isDivergent(logRatio: number): boolean {
  return !(logRatio >= -DIVERGENCE_THRESHOLD);
}

export function createPhasePoint(dimension: number): PhasePoint {
  return {
    position: new Float64Array(dimension),
    gradient: new Float64Array(dimension),
    momentum: new Float64Array(dimension),
    logDensity: NaN,
  };
}

/** The state at a position, in buffers of its own. */
export function evaluateState(logDensity: LogDensity, position: Float64Array): HamiltonianState {
  const state = { position: position.slice(), gradient: new Float64Array(position.length) };
  return { ...state, logDensity: evaluateExactly(logDensity, state) };
}

/** Writes the gradient, and returns the log density that a trajectory is accepted by. */
function evaluateExactly(
  logDensity: LogDensity,
  { position, gradient }: Pick<HamiltonianState, 'position' | 'gradient'>,
): number {
  const value = logDensity.evaluate(position, gradient);
  return logDensity.exact?.(position) ?? value;
}

/** Renews what is known of the density at the position of a state. */
export function reevaluate(logDensity: LogDensity, state: HamiltonianState): void {
  state.logDensity = evaluateExactly(logDensity, state);
}

export function copyState(from: HamiltonianState, to: HamiltonianState): void {
  to.position.set(from.position);
  to.gradient.set(from.gradient);
  to.logDensity = from.logDensity;
}

/** Whether a point has no density but may lie within a trajectory. */
export function isCrossed(logDensity: LogDensity, point: HamiltonianState): boolean {
  return logDensity.crossable === true && point.logDensity === -Infinity;
}

/**
 * One leapfrog step in place (Neal 2011, section 2.3); a negative step size goes back in time.
 * Returns the energy reached: +Infinity where density or gradient is not finite.
 */
export function leapfrog(
  logDensity: LogDensity,
  point: PhasePoint,
  stepSize: number,
  inverseMetric: Float64Array,
): number {
  kickAndDrift(point, stepSize / 2, stepSize, inverseMetric);
  point.logDensity = logDensity.evaluate(point.position, point.gradient);
  return kickAndMeasure(point, stepSize / 2, inverseMetric);
}

/** Moves the momentum along the gradient by `kick`, then the position along the velocity by `drift`. */
export function kickAndDrift(
  point: PhasePoint,
  kick: number,
  drift: number,
  inverseMetric: Float64Array,
): void {
  const { position, momentum, gradient } = point;
  for (let i = 0; i < position.length; i++) {
    const p = momentum[i]! + kick * gradient[i]!;
    momentum[i] = p;
    position[i] = position[i]! + drift * inverseMetric[i]! * p;
  }
}

/** The energy that a point has once its momentum has been moved along the gradient by `kick`. */
export function energyAfterKick(
  { momentum, gradient, logDensity }: PhasePoint,
  kick: number,
  inverseMetric: Float64Array,
): number {
  let twiceKinetic = 0;
  for (let i = 0; i < momentum.length; i++) {
    const p = momentum[i]! + kick * gradient[i]!;
    twiceKinetic += inverseMetric[i]! * p * p;
  }
  // A gradient that is not finite shows in the kinetic energy, so one test serves both.
  const energy = twiceKinetic / 2 - logDensity;
  return Number.isFinite(energy) ? energy : Infinity;
}

/** Moves the momentum along the gradient by `kick` and returns the energy. */
export function kickAndMeasure(
  point: PhasePoint,
  kick: number,
  inverseMetric: Float64Array,
): number {
  const { momentum, gradient } = point;
  const energy = energyAfterKick(point, kick, inverseMetric);
  for (let i = 0; i < momentum.length; i++) momentum[i] = momentum[i]! + kick * gradient[i]!;
  return energy;
}
