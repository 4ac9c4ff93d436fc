import type { ElementFamily } from '../family.js';
import { normalLatex, normalText } from './normal-text.js';

export const normalFamily: ElementFamily = {
  name: 'normal',
  of: 'elements',
  support: 'real',
  statistics: ['x', 'x^2'],
  parameterNames: ['mean', 'sd'],
  parameters([linear, quadratic]) {
    if (!(quadratic! < 0) || !Number.isFinite(linear!) || quadratic === -Infinity) return undefined;
    return [(-0.5 * linear!) / quadratic!, Math.sqrt(-0.5 / quadratic!)];
  },
  describe: normalText,
  latex: normalLatex,
  sample: (stream, [mean, sd]) => mean! + sd! * stream.normal(),
};
