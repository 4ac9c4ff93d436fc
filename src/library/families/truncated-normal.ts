import { drawPositiveNormal } from '../../base/random/truncated.js';
import type { ElementFamily } from '../family.js';
import { normalFamily } from './normal.js';
import { normalLatex, normalText } from './normal-text.js';

/** A normal kept above 0: what a half-normal prior becomes under a normal likelihood. */
export const positiveNormalFamily: ElementFamily = {
  name: 'truncated_normal',
  of: 'elements',
  support: 'positive',
  statistics: ['x', 'x^2'],
  parameterNames: ['mean', 'sd'],
  parameters: (eta) => normalFamily.parameters(eta),
  describe: (eta) => `truncated(${normalText(eta)}, lower = 0)`,
  latex: (eta) => `${normalLatex(eta)}\\text{ on }(0, \\infty)`,
  sample: (stream, [mean, sd]) => drawPositiveNormal(stream, mean!, sd!),
};
