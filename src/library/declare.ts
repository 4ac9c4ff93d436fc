import type { RandomStream } from '../base/random/stream.js';
import { broadcast, type Node, type Shape } from '../expression/index.js';
import type {
  Distribution,
  DistributionPenalty,
  Law,
  Mixture,
  ObservedMixture,
  Parameter,
  Parameterisation,
} from './distribution.js';
import { platesOf } from './events.js';
import type { Support, SupportKind } from './support.js';
import { logComplementOfExp } from './terms.js';
import { withinSupport } from './within-support.js';

interface ParameterSpec {
  readonly support: SupportKind;
  readonly axes?: readonly string[];
  readonly doc: string;
}
type Specs = Readonly<Record<string, ParameterSpec>>;
type Nodes<P extends Specs> = Readonly<Record<keyof P, Node>>;
type Numbers<P extends Specs> = {
  readonly [N in keyof P]: P[N] extends { readonly axes: readonly string[] }
    ? Float64Array
    : number;
};

/** Another way to write the parameters of a distribution whose own are named `C`. */
export interface Alternative<C extends PropertyKey> {
  readonly parameters: Specs;
  canonical(given: Readonly<Record<string, Node>>): Readonly<Record<C, Node>>;
}

export function alternative<const A extends Specs, C extends PropertyKey>(
  parameters: A,
  canonical: (given: Nodes<A>) => Readonly<Record<C, Node>>,
): Alternative<C> {
  return { parameters, canonical: (given) => canonical(given as Nodes<A>) };
}

/** A distribution as its file writes it: parameters by name, and a density that holds inside the support. */
interface Declaration<P extends Specs> {
  readonly name: string;
  readonly doc: string;
  readonly source: string;
  /** Axes of one value, where it is not a number; then there is `sampleEvent` in place of `sample`. */
  readonly event?: readonly string[];
  readonly parameters: P;
  readonly alternatives?: readonly Alternative<keyof P>[];
  /** False for an improper distribution. */
  readonly proper?: false;
  /** The ends of the support belong to it. */
  readonly closed?: true;
  /** The parameters m and s where (x - m) / s has a law free of both; s may be the covariance of a vector. */
  readonly standardised?: readonly [location: keyof P, scale: keyof P];
  readonly mixture?: {
    readonly words: string;
    readonly source: string;
    mixing(parameters: Nodes<P>): Law;
    given(auxiliary: Node, parameters: Nodes<P>): Law;
  };
  readonly observedMixture?: {
    readonly words: string;
    readonly source: string;
    of(value: Node, parameters: Nodes<P>, auxiliary: Node): ReturnType<ObservedMixture['of']>;
  };
  support(parameters: Nodes<P>): Support;
  /** An unknown x lies in `kept`. */
  logDensity(x: Node, parameters: Nodes<P>, kept: Support): Node;
  /** Log of P(X <= x) and of P(X > x), x inside the support: one or both. */
  logCdf?(x: Node, parameters: Nodes<P>): Node;
  logSurvival?(x: Node, parameters: Nodes<P>): Node;
  mean?(parameters: Nodes<P>): Node;
  penalty?(parameters: Nodes<P>): DistributionPenalty;
  probabilities?(parameters: Nodes<P>): Node;
  sample?(stream: RandomStream, parameters: Numbers<P>): number;
  sampleEvent?(stream: RandomStream, parameters: Numbers<P>, out: Float64Array): void;
}

export function declare<const P extends Specs>(declaration: Declaration<P>): Distribution {
  const { name, doc, source, closed = false, event = [] } = declaration;
  const { mean, mixture, observedMixture, penalty, probabilities } = declaration;
  const { sample, sampleEvent } = declaration;
  const names = Object.keys(declaration.parameters);
  const named = (given: readonly Node[]) => byName(names, given) as Nodes<P>;
  return {
    name,
    doc,
    source,
    event,
    proper: declaration.proper ?? true,
    parameters: listed(declaration.parameters),
    parameterisations: [
      {
        parameters: listed(declaration.parameters),
        positional: names.length,
        toCanonical: (given) => given,
      },
      ...(declaration.alternatives ?? []).map((other) => parameterisation(other, names)),
    ],
    ...(declaration.standardised && { standardised: positions(declaration.standardised, names) }),
    ...(mixture && {
      mixture: {
        ...{ words: mixture.words, source: mixture.source },
        mixing: (given) => mixture.mixing(named(given)),
        given: (auxiliary, given) => mixture.given(auxiliary, named(given)),
      } satisfies Mixture,
    }),
    ...(observedMixture && {
      observedMixture: {
        ...{ words: observedMixture.words, source: observedMixture.source },
        of: (value, given, auxiliary) => observedMixture.of(value, named(given), auxiliary),
      } satisfies ObservedMixture,
    }),
    support: (given) => declaration.support(named(given)),
    logDensity(x, given, kept) {
      const support = declaration.support(named(given));
      const density = declaration.logDensity(x, named(given), kept ?? support);
      const plates = platesOf(x.shape, event.length);
      return repeatedOver(plates, withinSupport(x, { support, closed, kept }, density));
    },
    ...tailsOf(declaration, named),
    ...(mean && { mean: (given: readonly Node[]) => mean(named(given)) }),
    ...(penalty && { penalty: (given) => fullPenalty(penalty(named(given)), event.length) }),
    ...(probabilities && {
      probabilities: (given: readonly Node[]) => probabilities(named(given)),
    }),
    ...(sample && {
      sample: (stream: RandomStream, given: readonly (number | Float64Array)[]) =>
        sample(stream, byName(names, given) as Numbers<P>),
    }),
    ...(sampleEvent && {
      sampleEvent: (
        stream: RandomStream,
        given: readonly (number | Float64Array)[],
        out: Float64Array,
      ) => {
        sampleEvent(stream, byName(names, given) as Numbers<P>, out);
      },
    }),
  };
}

/** What is left of a log density that is the same for every plate is once there for each. */
function fullPenalty(penalty: DistributionPenalty, rank: number): DistributionPenalty {
  const { rest } = penalty;
  if (rest === undefined) return penalty;
  return { ...penalty, rest: (x) => repeatedOver(platesOf(x.shape, rank), rest(x)) };
}

/** The one that is not declared is the complement of the other. */
function tailsOf<P extends Specs>(
  { logCdf, logSurvival }: Declaration<P>,
  named: (given: readonly Node[]) => Nodes<P>,
): Pick<Distribution, 'logCdf' | 'logSurvival'> {
  const below = logCdf ?? (logSurvival && complement(logSurvival));
  const above = logSurvival ?? (logCdf && complement(logCdf));
  if (below === undefined || above === undefined) return {};
  return {
    logCdf: (x, given) => repeatedOver(x.shape, below(x, named(given))),
    logSurvival: (x, given) => repeatedOver(x.shape, above(x, named(given))),
  };
}

function complement<P>(tail: (x: Node, parameters: P) => Node) {
  return (x: Node, parameters: P): Node => logComplementOfExp(tail(x, parameters));
}

function repeatedOver(shape: Shape, value: Node): Node {
  const repeated = value.shape.length === 0 && shape.length > 0;
  return repeated ? broadcast(value, shape, []) : value;
}

function positions(
  [location, scale]: readonly [PropertyKey, PropertyKey],
  names: readonly PropertyKey[],
): { location: number; scale: number } {
  return { location: names.indexOf(location), scale: names.indexOf(scale) };
}

function byName<T>(names: readonly string[], values: readonly T[]): Record<string, T> {
  const named: Record<string, T> = {};
  for (let i = 0; i < names.length; i++) named[names[i]!] = values[i]!;
  return named;
}

function listed(specs: Specs): Parameter[] {
  return Object.entries(specs).map(([name, spec]) => ({ axes: [], ...spec, name }));
}

/** Leading parameters that keep their canonical name may still be given by position. */
function parameterisation(
  other: Alternative<string>,
  canonicalNames: readonly string[],
): Parameterisation {
  const parameters = listed(other.parameters);
  const names = parameters.map(({ name }) => name);
  const differing = names.findIndex((name, i) => name !== canonicalNames[i]);
  return {
    parameters,
    positional: differing < 0 ? names.length : differing,
    toCanonical(given) {
      const canonical = other.canonical(byName(names, given));
      return canonicalNames.map((name) => canonical[name]!);
    },
  };
}
