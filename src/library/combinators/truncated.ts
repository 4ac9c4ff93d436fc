import { constant, inputsOf, lessEqual, select, sub, type Node } from '../../expression/index.js';
import { declare } from '../declare.js';
import type {
  Distribution,
  DistributionPenalty,
  Parameter,
  Parameterisation,
} from '../distribution.js';
import { restOf } from '../rest.js';
import { isDiscrete } from '../support.js';
import { boundsWithin, type Bounds } from './bounds.js';
import { Components, type Combined, type Component } from './component.js';
import { logMassBetween } from './mass.js';
import { drawBetween } from './truncated-draw.js';

export type End = 'lower' | 'upper';
type Named = Readonly<Record<string, Node>>;

/** A distribution given that the value lies between bounds, which belong to it. */
export function truncate(component: Component, ends: readonly End[]): Combined {
  const parts = new Components([component]);
  const base = component.distribution;
  const boundParameters = ends.map((name): Parameter => {
    return { name, support: 'real', axes: [], doc: `${name} bound` };
  });
  const own = (p: Named) => parts.byName(p)[0]!;
  const boundsOf = (p: Named) => boundsWithin(base.support(own(p)), p['lower'], p['upper']);
  const declared = declare({
    name: `truncated(${base.name})`,
    doc: `${base.doc} Cut off outside bounds.`,
    source: '',
    closed: true,
    parameters: {
      ...parts.specifications(),
      ...Object.fromEntries(boundParameters.map((parameter) => [parameter.name, parameter])),
    },
    support: (p) => boundsOf(p).support,
    logDensity(x, p, kept) {
      const bounds = boundsOf(p);
      const density = sub(base.logDensity(x, own(p), kept), logMassBetween(base, own(p), bounds));
      return fromLower(x, bounds, density);
    },
    ...(base.penalty && {
      penalty: (p: Named) => penaltyWithin(base, own(p), boundsOf(p)),
    }),
    ...(base.logCdf && {
      logCdf: (x: Node, p: Named) => logCdfWithin(base, x, own(p), boundsOf(p)),
    }),
  });
  return combined(declared, parts, boundParameters);
}

/** The guard of counts knows 0 and the upper end only. */
function fromLower(x: Node, { lower, support }: Bounds, density: Node): Node {
  if (lower === undefined || !isDiscrete(support.kind)) return density;
  return select(lessEqual(lower, x), density, constant(-Infinity));
}

/** That of the whole: the bounds change what is smooth alone. */
function penaltyWithin(
  base: Distribution,
  parameters: readonly Node[],
  bounds: Bounds,
): DistributionPenalty {
  const penalty = base.penalty!(parameters);
  const rest = restOf({ distribution: base, parameters }, penalty);
  return { ...penalty, rest: (x) => sub(rest(x), logMassBetween(base, parameters, bounds)) };
}

function logCdfWithin(
  base: Distribution,
  x: Node,
  parameters: readonly Node[],
  bounds: Bounds,
): Node {
  const below = logMassBetween(base, parameters, { ...bounds, upper: x });
  return sub(below, logMassBetween(base, parameters, bounds));
}

function combined(
  declared: Distribution,
  parts: Components,
  bounds: readonly Parameter[],
): Combined {
  const [base] = parts.distributions;
  const names = bounds.map(({ name }) => name);
  const write = (texts: readonly string[]) => {
    const own = texts.slice(0, texts.length - names.length);
    const ends = names.map((name, i) => `${name} = ${texts[own.length + i]!}`);
    return `truncated(${[...parts.calls(own), ...ends].join(', ')})`;
  };
  const parameterisation: Parameterisation = {
    parameters: [...parts.given(), ...bounds],
    positional: 0,
    toCanonical: (given) => [
      ...parts.toCanonical(given.slice(0, given.length - names.length)),
      ...given.slice(given.length - names.length),
    ],
    write,
  };
  const distribution: Distribution = {
    ...declared,
    parameterisations: [parameterisation],
    problemOf: (given) => problemOf(base!, given),
    sample(stream, given) {
      const count = base!.parameters.length;
      const end = (name: End, otherwise: number) =>
        Number(names.includes(name) ? given[count + names.indexOf(name)] : otherwise);
      const [lower, upper] = [end('lower', -Infinity), end('upper', Infinity)];
      return drawBetween(stream, base!, given.slice(0, count), lower, upper);
    },
  };
  return { distribution, parameterisation };
}

/** Masses that are summed value by value need to know where to stop. */
function problemOf(base: Distribution, given: readonly Node[]): string | undefined {
  const own = given.slice(0, base.parameters.length);
  const problem = base.problemOf?.(own);
  if (problem !== undefined || base.logCdf !== undefined) return problem;
  const bounds = given.slice(base.parameters.length);
  if (bounds.every((bound) => inputsOf(bound).size === 0)) return undefined;
  return `${base.name} has no distribution function in closed form, so its bounds must be numbers or data`;
}
