import {
  add,
  constant,
  floor,
  inputsOf,
  lessThan,
  maximum,
  select,
  type Node,
} from '../../expression/index.js';
import { declare } from '../declare.js';
import type { Distribution, Parameter, Parameterisation } from '../distribution.js';
import { isDiscrete } from '../support.js';
import { Components, type Combined, type Component } from './component.js';
import { logMassBetween } from './mass.js';

/** What the data say of a value that they do not have. */
export type Censoring = 'left' | 'right' | 'until';
type Named = Readonly<Record<string, Node>>;

const SPECIFICATIONS: Readonly<Record<Censoring, Omit<Parameter, 'name'>>> = {
  left: { support: 'bool', axes: [], doc: '1 where the value is at most the one observed' },
  right: { support: 'bool', axes: [], doc: '1 where the value is above the one observed' },
  until: {
    support: 'real',
    axes: [],
    doc: 'where above the value observed, the value is above that and at most this',
  },
};

/** A distribution of values of which some are known to lie on one side of what is observed, or in an interval. */
export function censor(component: Component, kinds: readonly Censoring[]): Combined {
  const parts = new Components([component]);
  const base = component.distribution;
  const own = (p: Named) => parts.byName(p)[0]!;
  const named = kinds.map((name): Parameter => ({ name, ...SPECIFICATIONS[name] }));
  const { mean } = base;
  const declared = declare({
    name: `censored(${base.name})`,
    doc: `${base.doc} Known in part.`,
    source: '',
    closed: true,
    parameters: {
      ...parts.specifications(),
      ...Object.fromEntries(named.map((parameter) => [parameter.name, parameter])),
    },
    support: (p) => base.support(own(p)),
    logDensity: (x, p, kept) =>
      ofWhatIsKnown(base, { x, parameters: own(p), given: p }, base.logDensity(x, own(p), kept)),
    ...(mean && { mean: (p: Named) => mean(own(p)) }),
  });
  return combined(declared, parts, named);
}

interface Known {
  readonly x: Node;
  readonly parameters: readonly Node[];
  readonly given: Named;
}

/** The density, or the mass of all values that there may be. */
function ofWhatIsKnown(base: Distribution, { x, parameters, given }: Known, density: Node): Node {
  const { left, right, until } = given;
  const discrete = isDiscrete(base.support(parameters).kind);
  const above = discrete ? add(floor(x), constant(1)) : x;
  const mass = (lower: Node | undefined, upper: Node | undefined) =>
    logMassBetween(base, parameters, { ...(lower && { lower }), ...(upper && { upper }) });
  let known = density;
  if (until) known = select(lessThan(x, until), mass(above, maximum(until, x)), known);
  if (left) known = select(left, mass(undefined, x), known);
  if (right) known = select(right, mass(above, undefined), known);
  return known;
}

function combined(
  declared: Distribution,
  parts: Components,
  kinds: readonly Parameter[],
): Combined {
  const base = parts.distributions[0]!;
  const split = <T>(given: readonly T[]) => {
    const count = given.length - kinds.length;
    return [given.slice(0, count), given.slice(count)] as const;
  };
  const parameterisation: Parameterisation = {
    parameters: [...parts.given(), ...kinds],
    positional: 0,
    toCanonical(given) {
      const [own, more] = split(given);
      return [...parts.toCanonical(own), ...more];
    },
    write(texts) {
      const [own, more] = split(texts);
      const named = kinds.map(({ name }, i) => `${name} = ${more[i]!}`);
      return `censored(${[...parts.calls(own), ...named].join(', ')})`;
    },
  };
  const distribution: Distribution = {
    ...declared,
    parameterisations: [parameterisation],
    likelihoodOnly: true,
    problemOf(given) {
      const [own, more] = split(given);
      const unknown = kinds.find((_, i) => inputsOf(more[i]!).size > 0);
      if (unknown) return `${unknown.name} must be data: it tells what was seen`;
      return base.problemOf?.(own);
    },
    ...(base.sample && {
      // Of the value itself, which a repetition of the data would censor in its own way.
      sample: (stream, given) => base.sample!(stream, split(given)[0]),
    }),
  };
  return { distribution, parameterisation };
}
