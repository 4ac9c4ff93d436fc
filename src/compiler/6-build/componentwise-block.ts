import type { Backend } from '../../backend/backend.js';
import type { RandomStream } from '../../base/random/stream.js';
import type { ElementEvaluator } from '../../expression/index.js';
import { createComponentwise, type ComponentwiseTarget } from '../../samplers/componentwise.js';
import { CENTRED_SLABS } from '../../samplers/linear-normal-slab.js';
import type { Componentwise, ElementScale } from '../4-condition/componentwise.js';
import type { ChainBlock, SamplerOptions } from './compiled.js';
import { runningQuadratic } from './running-quadratic.js';
import { loader, type Layout } from './state.js';

/** Weights moved one element after the other, each together with the scales of its own. */
export function componentwiseBlock(
  name: string,
  form: Componentwise,
  wiring: readonly [Backend, Layout, Float64Array],
  options: SamplerOptions,
): ChainBlock {
  const [backend, layout, values] = wiring;
  const viewOf = (variable: string) => {
    const { offset, size } = layout.places.get(variable)!;
    return values.subarray(offset, offset + size);
  };
  const weights = viewOf(form.weights.name);
  const likelihood = runningQuadratic(form.likelihood, form.weights.input, ...wiring);
  const scales = form.scales.map((scale) => elementScale(scale, viewOf(scale.variable.name)));
  const nodes = [form.centre, form.scale, ...scales.flatMap(({ parts }) => parts)];
  const executable = backend.compile(nodes);
  const load = loader(executable, layout, values);
  const [centres, widths, ...parts] = executable.outputs as [Float64Array, ...Float64Array[]];
  let start = 0;
  const given = scales.map((scale) => parts.slice(start, (start += scale.parts.length)));
  const prior = { centres, widths: widths! };
  const target = elements(form.law, likelihood, prior, { scales, given });
  const kernel = createComponentwise({ ...target, size: weights.length }, options);
  return {
    ...{ name, sampler: 'componentwise', statistics: kernel.statistics },
    dimension: weights.length * (1 + scales.length),
    update(stream, iteration, statistics) {
      load();
      executable.run();
      likelihood.start(weights);
      kernel.update(stream, weights, iteration, statistics, true);
    },
    tuning: () => kernel.tuning(),
    restore: (tuning) => {
      kernel.restore(tuning);
    },
  };
}

interface Scale {
  readonly values: Float64Array;
  readonly evaluator: ElementEvaluator;
  readonly parts: ElementScale['functions']['parts'];
}

function elementScale({ functions }: ElementScale, values: Float64Array): Scale {
  return { values, evaluator: functions.create(), parts: functions.parts };
}

interface Prior {
  readonly centres: Float64Array;
  readonly widths: Float64Array;
}

interface Scales {
  readonly scales: readonly Scale[];
  /** What the functions of each read. */
  readonly given: readonly (readonly Float64Array[])[];
}

/** The element at hand, its prior as its scales now have it. */
function elements(
  law: Componentwise['law'],
  likelihood: ReturnType<typeof runningQuadratic>,
  prior: Prior,
  { scales, given }: Scales,
): Omit<ComponentwiseTarget, 'size'> {
  const slab = CENTRED_SLABS[law];
  const of = (array: Float64Array, j: number) => array[array.length === 1 ? 0 : j]!;
  let [element, linear, quadratic, centre, width] = [0, 0, 0, 0, 0];
  return {
    scales: scales.length,
    take(j) {
      element = j;
      linear = likelihood.linear(j);
      quadratic = likelihood.quadratic(j);
      centre = of(prior.centres, j);
      width = of(prior.widths, j);
    },
    logScale(k) {
      const { evaluator, values } = scales[k]!;
      evaluator.take(element, given[k]!);
      scales.forEach((scale, i) => {
        evaluator.set(i, scale.values[element]!);
      });
      return Math.log(values[element]!);
    },
    place(k, logScale) {
      const { evaluator, values } = scales[k]!;
      const value = Math.exp(logScale);
      values[element] = value;
      evaluator.set(k, value);
      const [terms, about, by] = evaluator.evaluate() as unknown as [number, number, number];
      centre = about;
      width = by;
      return terms + slab.logBayesFactor(linear, quadratic, width, centre) + logScale;
    },
    draw(stream: RandomStream) {
      const value = slab.draw(stream, linear, quadratic, width, centre);
      likelihood.move(element, value);
      return value;
    },
  };
}
