import { diagnostic } from '../../../base/message.js';
import { lintMessages } from '../lint-messages.js';
import { quantitiesIn } from '../term.js';
import type { Lint } from './lint.js';

/** A scale without a proper prior in the prior of other unknowns: Gelman (2006), Bayesian Analysis 1, sec. 2.2. */
export const flatScale: Lint = function* ({ unknowns, deterministics }) {
  const values = new Map(deterministics.map(({ name, value }) => [name, value]));
  const flat = new Map(
    unknowns.filter(({ prior }) => !prior.distribution.proper).map((one) => [one.name, one]),
  );
  for (const { name: scaled, prior } of flat.size === 0 ? [] : unknowns) {
    const { standardised } = prior.distribution;
    const scale = standardised && prior.arguments[standardised.scale];
    if (scale === undefined) continue;
    for (const name of quantitiesIn([scale], (other) => values.get(other))) {
      const found = flat.get(name);
      if (found === undefined) continue;
      yield diagnostic(lintMessages.flatScale, { name, scaled }, found.place);
      flat.delete(name);
    }
  }
};
