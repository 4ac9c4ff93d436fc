import type { Backend } from '../../backend/backend.js';
import type { RandomStream } from '../../base/random/stream.js';
import { sizeOf, type Node } from '../../expression/index.js';
import { createConjugateSpikeSlab, createSpikeSlab } from '../../samplers/spike-slab.js';
import type { AdaptiveKernel } from '../../samplers/kernel.js';
import type { ElementLaw } from '../4-condition/element-law.js';
import type { SpikeSlab } from '../4-condition/spike-slab.js';
import type { ChainBlock } from './compiled.js';
import { quadraticWeights } from './quadratic-weights.js';
import { runningQuadratic } from './running-quadratic.js';
import { loader, spread, type Layout } from './state.js';
import { weightLikelihood } from './weight-likelihood.js';

/** The prior of each slab value: its centre, and its standard deviation or Laplace scale. */
interface Slabs {
  readonly kind: ElementLaw['kind'];
  readonly centres: Float64Array;
  readonly scales: Float64Array;
}

/**
 * Joint moves of indicators z and slab values v that all else reads as w = z v. Given the rest, (z, v) is
 * w with, where w = 0, a draw of the slab: so w moves, and v is drawn anew where nothing reads it.
 */
export function spikeSlabBlock(
  name: string,
  form: SpikeSlab,
  backend: Backend,
  layout: Layout,
  values: Float64Array,
): ChainBlock {
  const size = sizeOf(form.weight.shape);
  const { load, logOdds, slabs } = priorOf(form, backend, layout, values);
  const weights = new Float64Array(size);
  const { kernel, start } = createKernel(form, { logOdds, slabs, weights }, [
    backend,
    layout,
    values,
  ]);
  const [z, v] = [form.indicator, form.slab].map((variable) => {
    const place = layout.places.get(variable.name)!;
    return values.subarray(place.offset, place.offset + place.size);
  });
  return {
    ...{ name, sampler: 'spike_slab', dimension: 2 * size, statistics: kernel.statistics },
    update(stream, iteration, statistics) {
      for (let j = 0; j < size; j++) weights[j] = z![j]! * v![j]!;
      load();
      start();
      kernel.update(stream, weights, iteration, statistics, true);
      for (let j = 0; j < size; j++) {
        z![j] = weights[j] === 0 ? 0 : 1;
        v![j] = weights[j] === 0 ? drawSlab(stream, slabs, j) : weights[j]!;
      }
    },
    tuning: () => null,
    restore: () => undefined,
  };
}

/** What the priors say given the rest of the chain. */
function priorOf(
  { law, logOdds, weight }: SpikeSlab,
  backend: Backend,
  layout: Layout,
  values: Float64Array,
) {
  const size = sizeOf(weight.shape);
  const nodes: readonly Node[] =
    law.kind === 'normal'
      ? [logOdds, law.linear, law.precision]
      : [logOdds, law.penalty.centre, law.penalty.weight];
  const executable = backend.compile(nodes);
  const read = loader(executable, layout, values);
  const [odds, centres, scales] = nodes.map(() => new Float64Array(size)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  const load = () => {
    read();
    executable.run();
    executable.outputs.forEach((output, i) => {
      spread(output, [odds, centres, scales][i]!);
    });
    for (let j = 0; j < size; j++) {
      if (law.kind === 'normal') centres[j] = centres[j]! / scales[j]!;
      scales[j] = law.kind === 'normal' ? 1 / Math.sqrt(scales[j]!) : 1 / scales[j]!;
    }
  };
  const slabs: Slabs = { kind: law.kind, centres, scales };
  return { load, logOdds: odds, slabs };
}

function drawSlab(stream: RandomStream, { kind, centres, scales }: Slabs, j: number): number {
  const size = kind === 'normal' ? stream.normal() : stream.exponential() * sign(stream);
  return centres[j]! + scales[j]! * size;
}

function sign(stream: RandomStream): number {
  return stream.uniform() < 0.5 ? -1 : 1;
}

interface Parts {
  readonly logOdds: Float64Array;
  readonly slabs: Slabs;
  readonly weights: Float64Array;
}

function createKernel(
  form: SpikeSlab,
  parts: Parts,
  wiring: readonly [Backend, Layout, Float64Array],
): { readonly kernel: AdaptiveKernel; readonly start: () => void } {
  const odds = (j: number) => parts.logOdds[j]!;
  if (form.quadratic !== undefined) {
    const running = runningQuadratic(form.quadratic, form.weight, ...wiring);
    const target = quadraticWeights(running, parts.slabs);
    const start = () => {
      running.start(parts.weights);
    };
    return { kernel: createConjugateSpikeSlab({ ...target, logOdds: odds }), start };
  }
  const likelihood = weightLikelihood(form.likelihood, form.weight, ...wiring);
  const kernel = createSpikeSlab({
    logOdds: odds,
    drawSlab: (stream, j) => drawSlab(stream, parts.slabs, j),
    change: (j, value) => likelihood.change(j, value),
    keep: (j, value) => {
      likelihood.keep(j, value);
    },
  });
  const start = () => {
    likelihood.start(parts.weights);
  };
  return { kernel, start };
}
