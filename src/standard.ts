import {
  standardTemplate,
  standardTemplates,
  type StandardTemplate,
} from './compiler/standard-library.js';
import { standardShape, type StandardShape } from './compiler/standard-shapes.js';
import type { Curve } from './report/curve.js';
import { formatSignificant } from './report/number.js';

export { standardShape, standardTemplates };
export type { StandardShape, StandardTemplate };

/** Activations and priors of one name; empty where there is none. */
export function standardNamed(name: string): readonly StandardTemplate[] {
  return (['activation', 'prior'] as const).flatMap((kind) => standardTemplate(kind, name) ?? []);
}

/** A shape as a curve to draw: `curveSvg` and `curveText` do. */
export function shapeCurve(shape: StandardShape): Curve {
  if (shape.kind === 'activation') {
    const { name, x, middle, low, high, varies } = shape;
    const note = varies
      ? 'at the means of its parameters, with 90 % of their priors'
      : 'it has no learned parameters';
    const words = { title: `activation ${name}`, note, across: 'input', up: 'output' };
    const band = varies ? { band: { low, high } } : {};
    return { ...words, x, y: middle, ...band, logarithmic: false };
  }
  const { name, x, density, zero, beyond } = shape;
  const share = (part: number) => `${formatSignificant(100 * part, 2)} %`;
  const spike = zero > 0 ? `; it is exactly 0 with probability ${share(zero)}` : '';
  const note = `a weight of 5 inputs and 5 units; ${share(beyond)} beyond the picture${spike}`;
  const words = { title: `prior ${name}`, note, across: 'weight', up: 'density, log scale' };
  return { ...words, x, y: density, logarithmic: true };
}
