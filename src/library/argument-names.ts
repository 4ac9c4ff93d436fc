import { chooseParameterisation } from './choose-parameterisation.js';
import type { Distribution } from './distribution.js';

/**
 * For each argument given by position, the name it needs to be read without a doubt, or undefined: a
 * scale that stands where another parameterisation has a variance, and all that follow it.
 */
export function clearingNames(
  distribution: Distribution,
  positionalCount: number,
  names: readonly string[],
): readonly (string | undefined)[] {
  const choice = chooseParameterisation(distribution, positionalCount, names);
  if (choice.kind === 'refused') return [];
  const { parameters } = choice.parameterisation;
  const clear = clearCount(distribution);
  return parameters.slice(0, positionalCount).map(({ name }, i) => (i < clear ? undefined : name));
}

/** How many leading parameters no other parameterisation has a parameter of equal support in place of. */
function clearCount({ parameters, parameterisations }: Distribution): number {
  const parting = parameterisations
    .slice(1)
    .filter(({ positional }) => positional > 0 || parameters.length === 1)
    .filter((other) => {
      const place = other.positional;
      return other.parameters[place]?.support === parameters[place]?.support;
    })
    .map(({ positional }) => positional);
  return Math.min(parameters.length, ...parting);
}
