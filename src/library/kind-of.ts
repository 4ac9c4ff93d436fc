import { constant } from '../expression/index.js';
import type { Distribution } from './distribution.js';
import type { SupportKind } from './support.js';

/** The kind of a distribution's values, which does not depend on its parameters. */
export function kindOf({
  parameters,
  support,
}: Pick<Distribution, 'parameters' | 'support'>): SupportKind {
  return support(parameters.map(({ axes }) => constant(1, new Array<number>(axes.length).fill(2))))
    .kind;
}
