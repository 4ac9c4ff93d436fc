import { input, inputsOf, sum, type Node } from '../../expression/index.js';
import type { Law, Mixture, ObservedMixture } from '../../library/distribution.js';
import type { Augmentation, Factor, FactorGraph, Variable } from '../3-factorize/graph.js';

/** A factor written as the mixture that its distribution declares. */
export interface Mixed {
  readonly auxiliary: Variable;
  readonly factors: readonly Factor[];
  readonly augmentation: Augmentation;
}

/** Undefined where the distribution of the factor declares no mixture, or none for parameters as these. */
export function mixed(graph: FactorGraph, factor: Factor): Mixed | undefined {
  return factor.kind === 'prior' ? mixedPrior(graph, factor) : mixedLikelihood(graph, factor);
}

function mixedPrior(graph: FactorGraph, prior: Factor): Mixed | undefined {
  const { mixture } = prior.distribution;
  if (mixture === undefined) return undefined;
  const variable = graph.variables.get(prior.target)!;
  const rank = variable.shape.length - prior.distribution.event.length;
  return asMixture(prior, mixture, {
    ...auxiliaryOf(prior, variable.shape.slice(0, rank)),
    dimensions: variable.dimensions.slice(0, rank),
    span: variable.span,
  });
}

/** The auxiliary has an element for each event. */
function asMixture(factor: Factor, mixture: Mixture, auxiliary: Variable): Mixed {
  const { name } = auxiliary;
  const law = mixture.mixing(factor.parameters);
  const value = factorOf(factor, mixture.given(auxiliary.input, factor.parameters), factor.value);
  return {
    auxiliary,
    factors: [
      { ...value, name: `${factor.name} given ${name}` },
      {
        ...factorOf(factor, law, auxiliary.input),
        ...{ kind: 'prior', name: `${name} ~ ${law.distribution.name}`, target: name },
      },
    ],
    augmentation: augmentation(factor, name, mixture.words),
  };
}

function mixedLikelihood({ variables }: FactorGraph, likelihood: Factor): Mixed | undefined {
  const { distribution, value } = likelihood;
  if ([...inputsOf(value)].some((name) => variables.has(name))) return undefined;
  const { mixture, observedMixture } = distribution;
  if (observedMixture !== undefined) return onCarrier(likelihood, observedMixture);
  if (mixture === undefined) return undefined;
  const plates = value.shape.slice(0, value.shape.length - distribution.event.length);
  return asMixture(likelihood, mixture, auxiliaryOf(likelihood, plates));
}

/** The auxiliary needs no factor of its own: its law is the carrier that it is drawn on. */
function onCarrier(likelihood: Factor, mixture: ObservedMixture): Mixed | undefined {
  const { value, parameters } = likelihood;
  const plain = auxiliaryOf(likelihood, value.shape);
  const found = mixture.of(value, parameters, plain.input);
  if (found === undefined) return undefined;
  const auxiliary: Variable = { ...plain, carrier: found.carrier };
  const density = { logDensity: total(found.logDensity) };
  return {
    auxiliary,
    factors: [
      {
        ...{ ...likelihood, ...density, scope: inputsOf(density.logDensity) },
        name: `${likelihood.name} given ${auxiliary.name}`,
      },
    ],
    augmentation: augmentation(likelihood, auxiliary.name, mixture.words),
  };
}

function auxiliaryOf({ target, span }: Factor, shape: Node['shape']): Variable {
  // No unknown of a text can have this name.
  const name = `mixing(${target})`;
  return {
    ...{ name, shape, span, input: input(name, shape), isAuxiliary: true },
    kind: 'parameter',
    dimensions: shape.map(String),
    support: { kind: 'positive' },
  };
}

function augmentation({ kind, target }: Factor, auxiliary: string, words: string): Augmentation {
  return { kind, variable: target, auxiliary, words };
}

function factorOf(factor: Factor, law: Law, value: Node): Factor {
  const logDensity = total(law.distribution.logDensity(value, law.parameters));
  return { ...factor, ...law, value, logDensity, scope: inputsOf(logDensity) };
}

function total(node: Node): Node {
  return node.shape.length === 0 ? node : sum(node);
}
