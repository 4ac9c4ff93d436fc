import { drawUnitQuadratic } from '../../base/random/truncated.js';
import type { ElementFamily } from '../family.js';
import { normalLatex, normalText } from './normal-text.js';

/** A normal kept in (0, 1). Proper for every coefficient, also for those that no normal has. */
export const unitNormalFamily: ElementFamily = {
  name: 'unit_truncated_normal',
  of: 'elements',
  support: 'unit',
  statistics: ['x', 'x^2'],
  parameterNames: ['linear', 'quadratic'],
  parameters: (eta) => (eta.every(Number.isFinite) ? eta : undefined),
  describe: (eta) => `truncated(${normalText(eta)}, lower = 0, upper = 1)`,
  latex: (eta) => `${normalLatex(eta)}\\text{ on }(0, 1)`,
  sample: (stream, [linear, quadratic]) => drawUnitQuadratic(stream, linear!, quadratic!),
};
