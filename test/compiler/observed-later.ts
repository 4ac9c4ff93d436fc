import type { Backend } from '../../src/backend/backend.js';
import { chooseBackend, createBackend } from '../../src/backend/settings.js';
import { RandomStream } from '../../src/base/random/stream.js';
import type { Dataset } from '../../src/base/dataset.js';
import { compile } from '../../src/compiler/compile.js';
import type { Factor, FactorGraph, Variable } from '../../src/compiler/3-factorize/graph.js';
import { augment, condition } from '../../src/compiler/4-condition/index.js';
import { assign } from '../../src/compiler/5-assign/index.js';
import type { PlannedBlock } from '../../src/compiler/5-assign/plan.js';
import type { Chain, CompiledModel, SamplerOptions } from '../../src/compiler/6-build/compiled.js';
import { build } from '../../src/compiler/6-build/index.js';
import { evaluate, input, inputsOf, sum } from '../../src/expression/index.js';

// Joint tests draw data hundreds of times, and compiling for each took most of their time. Here what is observed is an
// input like the unknowns, which no block moves: the conditionals, plan and code are those of any data.

/** A chain that can be given other data. */
export interface OpenChain extends Chain {
  observe(dataset: Dataset): void;
}

export interface OpenModel extends Omit<CompiledModel, 'createChain'> {
  createChain(options: SamplerOptions): OpenChain;
}

interface Options {
  readonly priors?: readonly string[];
  readonly backend?: Backend;
  /** Leaves a planned block out, or puts another in its place. */
  readonly replaced?: (block: PlannedBlock) => PlannedBlock | undefined;
}

/** A model whose observed fields are given to its chains; those of `dataset` say what is missing of them. */
export function compileOpen(text: string, dataset: Dataset, options: Options = {}): OpenModel {
  const { priors = [], replaced = (block) => block } = options;
  const given = compile({ name: 'model.bnn', text }, dataset, { priors, bindings: [] });
  const direct = given.graph.direct ?? given.graph;
  const observed = direct.factors.filter(({ kind }) => kind === 'likelihood');
  observed.forEach((factor) => {
    requireField(factor, dataset);
  });
  const graph = augment({
    ...direct,
    factors: direct.factors.map((factor) => (observed.includes(factor) ? opened(factor) : factor)),
  });
  const plan = assign(graph, condition(graph));
  if (given.graph.factors.some(({ isInside }) => isInside === true))
    throw new Error('these data are ends of unknowns: the model has to be compiled for each');
  requireSamePlan(plan.blocks, given.plan.blocks);
  const kept = { blocks: plan.blocks.flatMap((block) => replaced(block) ?? []) };
  const backend = options.backend ?? createBackend(chooseBackend({}).settings);
  const model = build(withData(graph, observed), kept, backend);
  const size = (factors: readonly Factor[]) =>
    factors.reduce((total, { value }) => total + valuesOf(value).length, 0);
  return {
    ...model,
    graph,
    createChain(asked) {
      const chain = model.createChain(asked);
      const end = chain.values.length - size(observed);
      const data = chain.values.subarray(end);
      let checked = false;
      return {
        ...chain,
        values: chain.values.subarray(0, end),
        observe(next) {
          data.set(observed.flatMap(({ target }) => present(next, target)));
          if (!checked && next !== dataset) requireSameDensity(text, next, priors, [chain, asked]);
          checked ||= next !== dataset;
        },
      };
    },
  };
}

const nameOf = ({ target }: Factor) => `observed ${target}`;
const valuesOf = (value: Factor['value']) => evaluate([value])[0]!;
const present = ({ columns }: Dataset, target: string) =>
  [...(columns.get(target)?.values ?? [])].map(Number).filter((value) => !Number.isNaN(value));

/** A value that is computed from a field, or in other units, would need more than this copies. */
function requireField({ target, value }: Factor, dataset: Dataset): void {
  const found = inputsOf(value).size === 0 ? [...valuesOf(value)].join() : 'an unknown';
  if (found !== present(dataset, target).join())
    throw new Error(`${target} is not as the data have it`);
}

function opened(factor: Factor): Factor {
  const value = input(nameOf(factor), factor.value.shape);
  const logDensity = sum(factor.distribution.logDensity(value, factor.parameters));
  return { ...factor, value, logDensity, scope: inputsOf(logDensity) };
}

/** Behind the auxiliaries, and like them in no draw. */
function withData(graph: FactorGraph, observed: readonly Factor[]): FactorGraph {
  const variables = observed.map((factor): [string, Variable] => {
    const { shape } = factor.value;
    const { distribution, parameters, span } = factor;
    const variable: Variable = {
      ...{ name: nameOf(factor), kind: 'parameter', dimensions: shape.map(String), shape, span },
      input: input(nameOf(factor), shape),
      support: distribution.support(parameters),
      isAuxiliary: true,
    };
    return [variable.name, variable];
  });
  return { ...graph, variables: new Map([...graph.variables, ...variables]) };
}

/** What is tested must be what a user of these data would run. */
function requireSamePlan(open: readonly PlannedBlock[], given: readonly PlannedBlock[]): void {
  const [found, wanted] = [open, given].map((blocks) =>
    blocks.map(({ name, sampler }) => `${name} ${sampler}`).join('; '),
  );
  if (found !== wanted) throw new Error(`planned as ${found!}, and given the data as ${wanted!}`);
}

/** A field may be read elsewhere too, as a predictor: then its other values must have changed the model. */
function requireSameDensity(
  text: string,
  dataset: Dataset,
  priors: readonly string[],
  [chain, asked]: readonly [Chain, SamplerOptions],
): void {
  const other = compile({ name: 'model.bnn', text }, dataset, { priors, bindings: [] });
  const given = other.createChain(asked);
  given.initialise(new RandomStream('same density'));
  const kept = chain.values.slice();
  chain.values.set(given.values);
  const [found, wanted] = [chain.logDensity(), given.logDensity()];
  chain.values.set(kept);
  if (Math.abs(found - wanted) > 1e-9 * Math.max(1, Math.abs(wanted)))
    throw new Error('what is observed is read elsewhere: the model has to be compiled for each');
}
