import type { Distribution, Parameterisation } from './distribution.js';

export type ParameterisationChoice =
  | {
      readonly kind: 'chosen';
      readonly parameterisation: Parameterisation;
      /** For each of its parameters: the position, or the name, of the argument that gives it. */
      readonly order: readonly (number | string)[];
    }
  | {
      readonly kind: 'refused';
      readonly because: string;
      /** The ways to write this distribution, as a call shows them. */
      readonly forms: readonly string[];
    };

/** The parameterisation that a call with these arguments means. */
export function chooseParameterisation(
  distribution: Distribution,
  positionalCount: number,
  names: readonly string[],
): ParameterisationChoice {
  for (const parameterisation of distribution.parameterisations) {
    const order = argumentOrder(parameterisation, positionalCount, names);
    if (order) return { kind: 'chosen', parameterisation, order };
  }
  return {
    kind: 'refused',
    because: reason(distribution, positionalCount, names),
    forms: distribution.parameterisations.map((way) => form(distribution, way)),
  };
}

function argumentOrder(
  { parameters, positional }: Parameterisation,
  positionalCount: number,
  names: readonly string[],
): (number | string)[] | undefined {
  if (positionalCount > positional || positionalCount + names.length !== parameters.length) {
    return undefined;
  }
  const order = parameters.map(({ name }, i) => (i < positionalCount ? i : name));
  const complete = order.every((key) => typeof key === 'number' || names.includes(key));
  return complete ? order : undefined;
}

function reason(
  { name, parameterisations }: Distribution,
  positionalCount: number,
  names: readonly string[],
): string {
  const known = new Set(parameterisations.flatMap((way) => way.parameters.map((p) => p.name)));
  const unknown = names.find((given) => !known.has(given));
  if (unknown !== undefined) return `${name} has no parameter ${unknown}`;
  const twice = names.find((given, i) => names.indexOf(given) !== i);
  if (twice !== undefined) return `${twice} is given twice`;
  const most = Math.max(...parameterisations.map((way) => way.positional));
  if (positionalCount > most) {
    return `${name} takes at most ${String(most)} arguments by position, not ${String(positionalCount)}`;
  }
  const [lacking] = parameterisations
    .map((way) => missing(way, positionalCount, names))
    .filter((list) => list !== undefined)
    .sort((a, b) => a.length - b.length);
  if (lacking && lacking.length > 0) return `${name} still needs ${lacking.join(' and ')}`;
  return `${name} has no form with these arguments together`;
}

/** What a form still needs, where it takes everything that was given. */
function missing(
  { parameters, positional }: Parameterisation,
  positionalCount: number,
  names: readonly string[],
): string[] | undefined {
  if (positionalCount > positional) return undefined;
  const rest = parameters.slice(positionalCount).map(({ name }) => name);
  if (!names.every((name) => rest.includes(name))) return undefined;
  return rest.filter((name) => !names.includes(name));
}

/** `normal(mean, var = ...)` */
function form({ name }: Distribution, { parameters, positional }: Parameterisation): string {
  const shown = parameters.map((p, i) => (i < positional ? p.name : `${p.name} = ...`));
  return `${name}(${shown.join(', ')})`;
}
