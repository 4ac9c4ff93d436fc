import { join } from 'node:path';
import type { Backend } from '../../src/backend/backend.js';
import type { BackendSettings } from '../../src/backend/settings.js';
import type { SourceText } from '../../src/base/source.js';
import { elementName } from '../../src/base/draws.js';
import { RandomStream } from '../../src/base/random/stream.js';
import { compile } from '../../src/compiler/compile.js';
import type { CompiledModel } from '../../src/compiler/6-build/compiled.js';
import { layoutOf, loader } from '../../src/compiler/6-build/state.js';
import { add, gradient, mul, sum, type Node } from '../../src/expression/index.js';
import { readDataset } from '../../src/exchange/index.js';
import type { Contestant } from './backends.js';
import type { JudgedWorkload } from './judged.js';
import { statesOf } from './own-chains.js';
import { judgedReader, OPTIONS, type Reader } from './readings.js';

const CHAINS = 8;

/** Values of all unknowns that draws have, without auxiliary ones. */
export type State = Float64Array;

export interface Stretch {
  readonly warmup: number;
  /** Over all chains; sweeps from one to the next. */
  readonly states: number;
  readonly thin: number;
}

export function compiled(
  source: SourceText,
  { data }: JudgedWorkload,
  folder: string,
  backend: BackendSettings,
): CompiledModel {
  return compile(source, readDataset(join(folder, `${data}.csv`)), { ...OPTIONS, backend });
}

/** States far apart on several chains. */
export function ownStates(model: CompiledModel, { warmup, states, thin }: Stretch): State[] {
  const places = statePlaces(model);
  const each = Math.ceil(states / CHAINS);
  return Array.from({ length: CHAINS }, (_, k) =>
    Array.from(statesOf(model, k + 1, { warmup, states: each, thin }), (values) =>
      Float64Array.from(places, ({ at }) => values[at]!),
    ),
  )
    .flat()
    .slice(0, states);
}

/** Where the elements of a state lie in a chain's values, and what they are called. */
function statePlaces({ graph }: CompiledModel): { name: string; of: string; at: number }[] {
  const { places } = layoutOf(graph);
  return [...graph.variables.values()]
    .filter(({ isAuxiliary }) => isAuxiliary !== true)
    .flatMap(({ name, kind, shape }) => {
      const { offset, size } = places.get(name)!;
      return Array.from({ length: size }, (_, element) => ({
        name: elementName({ name, kind, shape, offset, size }, element),
        ...{ of: name, at: offset + element },
      }));
    });
}

/** Names of a state's elements, by the names that a peer has for our unknowns. */
export function stateNames(
  model: CompiledModel,
  peerNames: Readonly<Record<string, string>>,
): string[] {
  return statePlaces(model).map(({ name, of }) => (peerNames[of] ?? of) + name.slice(of.length));
}

/**
 * Reads off a state what the workload is judged on, the log density of each prior and likelihood, their sum, and the
 * slope of the sum as all elements of an unknown grow in proportion. The mean of such a slope is minus the number of
 * elements (Stein), whose values cannot make up for what is wrong with their scale.
 */
export function stateReader(
  workload: JudgedWorkload,
  model: CompiledModel,
  folder: string,
  { backend, settings }: Contestant,
): Reader {
  const training = readDataset(join(folder, `${workload.data}.csv`));
  const judged = judgedReader(workload, model, { training, folder, backend: settings });
  const chain = model.createChain({ warmup: 0, adaptDelta: 0.8, maxTreedepth: 10 });
  const places = statePlaces(model);
  const terms = posteriorTerms(model, backend, chain.values);
  const draw = new Float64Array(model.width);
  return {
    names: [...judged.names, ...terms.names],
    read(state, into) {
      places.forEach(({ at }, i) => {
        chain.values[at] = state[i]!;
      });
      chain.record(draw, new RandomStream('bench', 'read'));
      judged.read(draw, into);
      into.set(terms.at(), judged.names.length);
    },
  };
}

/** Of the model as it is written, where a chain's values are. */
function posteriorTerms({ graph }: CompiledModel, backend: Backend, values: Float64Array) {
  const { factors, variables } = graph.direct ?? graph;
  const unknowns = [...variables.values()];
  const inputs = unknowns.map(({ input }) => input);
  const densities = factors.map(({ logDensity }) => logDensity);
  const total = densities.reduce(add);
  const slopes = gradient(total, inputs).map((slope, i) => scalar(mul(slope, inputs[i]!)));
  const executable = backend.compile([...densities, total, ...slopes]);
  const load = loader(executable, layoutOf(graph), values);
  return {
    names: [
      ...factors.map(({ name }) => `log ${name}`),
      'log posterior',
      ...unknowns.map(({ name }) => `slope in size of ${name}`),
    ],
    at(): number[] {
      load();
      executable.run();
      return executable.outputs.map((output) => output[0]!);
    },
  };
}

function scalar(node: Node): Node {
  return node.shape.length === 0 ? node : sum(node);
}
