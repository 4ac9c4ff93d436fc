import type { RandomStream } from '../../src/base/random/stream.js';
import type { LogDensity } from '../../src/samplers/kernel.js';

export type HmcFault =
  | 'none'
  | 'accept-sign'
  | 'always-accept'
  | 'one-sided-kick'
  | 'momentum-scale'
  /** Accepts where the energy falls: by a difference of densities, not by their ratio. */
  | 'accept-falls'
  /** The kick after a drift reuses the gradient from before it: the way back would not. */
  | 'stale-kick';

/** Plain HMC written apart from the library's, to be wrong in one chosen way. */
export function hmcStep(
  logDensity: LogDensity,
  fault: HmcFault,
  stepSize: number,
  steps: number,
): (stream: RandomStream, position: Float64Array) => void {
  const gradient = new Float64Array(logDensity.dimension);
  const spread = fault === 'momentum-scale' ? 1.3 : 1;
  return (stream, position) => {
    const point = position.slice();
    const momentum = position.map(() => spread * stream.normal());
    const kick = (size: number) => {
      momentum.forEach((p, i) => (momentum[i] = p + size * gradient[i]!));
    };
    const kinetic = () => momentum.reduce((sum, p) => sum + p * p, 0) / 2;
    const energyBefore = kinetic() - logDensity.evaluate(point, gradient);
    let energy = energyBefore;
    for (let i = 0; i < steps; i++) {
      kick(fault === 'one-sided-kick' ? stepSize : stepSize / 2);
      momentum.forEach((p, j) => (point[j] = point[j]! + stepSize * p));
      if (fault === 'stale-kick') kick(stepSize / 2);
      const value = logDensity.evaluate(point, gradient);
      if (fault !== 'one-sided-kick' && fault !== 'stale-kick') kick(stepSize / 2);
      energy = kinetic() - value;
    }
    let gain = fault === 'accept-sign' ? energy - energyBefore : energyBefore - energy;
    if (fault === 'accept-falls' && gain < 0) gain = -Infinity;
    if (fault === 'always-accept' || stream.uniform() < Math.exp(gain)) position.set(point);
  };
}
