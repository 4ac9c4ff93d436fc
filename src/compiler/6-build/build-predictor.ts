import type { Backend, Executable } from '../../backend/backend.js';
import type { Quantity } from '../../base/draws.js';
import type { RandomStream } from '../../base/random/stream.js';
import { sizeOf, type Node } from '../../expression/index.js';
import { isDiscrete } from '../../library/index.js';
import type { FactorGraph, GeneratedDraw, Observation } from '../3-factorize/graph.js';
import { elementDraws, eventSizeOf } from './element-draws.js';
import type { PredictedTarget, Predictor } from './predictor.js';
import { generator } from './generator.js';
import { widthOf } from './recorder.js';
import { loader, spread } from './state.js';

/** The forward pass of a graph made on new rows, fed by draws in the layout of a run. */
export function buildPredictor(
  graph: FactorGraph,
  quantities: readonly Quantity[],
  backend: Backend,
  continued: readonly GeneratedDraw[] = [],
): Predictor {
  const width = widthOf(quantities);
  const unknowns = new Float64Array(width);
  const layout = { places: new Map(quantities.map((one) => [one.name, one])), size: width };
  const rows = generator(continued, backend, layout, unknowns);
  const parts = graph.observations.map((observation) => createTarget(observation, backend));
  const loads = parts.map(({ executable }) => loader(executable, rows.layout, rows.values));
  return {
    targets: parts.map(({ target }) => target),
    run(draw, stream) {
      unknowns.set(draw);
      rows.draw(stream);
      parts.forEach((part, i) => {
        loads[i]!();
        part.run();
      });
    },
  };
}

interface TargetParts {
  readonly target: PredictedTarget;
  readonly executable: Executable;
  run(): void;
}

function createTarget(observation: Observation, backend: Backend): TargetParts {
  const { distribution, parameters, value, classes, target: name } = observation;
  const rows = sizeOf(observation.shape);
  const units = unitsOf(observation);
  const expected = expectation(observation);
  const density = value && distribution.logDensity(value, parameters);
  const nodes = [expected, density, value].filter((node) => node !== undefined);
  const executable = backend.compile([...parameters, ...nodes]);
  const outputOf = (node: Node) => executable.outputs[parameters.length + nodes.indexOf(node)]!;
  executable.run();
  const observed = value && spreadOver(rows, outputOf(value)).map(units.own);
  const eventSize = eventSizeOf(observation);
  const logDensity = density && new Float64Array(rows / eventSize);
  const mean = new Float64Array(rows * (classes?.length ?? 1)).fill(NaN);
  return {
    executable,
    run() {
      executable.run();
      if (expected) repeat(outputOf(expected), mean, units.own);
      if (!density || !logDensity) return;
      spread(outputOf(density), logDensity);
      const logScale = units.logScale * eventSize;
      for (let i = 0; i < logDensity.length; i++) logDensity[i] = logDensity[i]! - logScale;
    },
    target: {
      ...{ name, rows, mean },
      ...(classes && { classes }),
      ...(observed && { observed }),
      ...(logDensity && { logDensity }),
      sample: sampler(observation, executable, units.own),
    },
  };
}

/** For classes, the chance of each. Undefined where there is no mean, as a Cauchy's. */
function expectation({ distribution, parameters, classes }: Observation): Node | undefined {
  const chances = classes && distribution.probabilities?.(parameters);
  return chances ?? distribution.mean?.(parameters);
}

interface Units {
  /** A value in model units, in the units of the data. */
  readonly own: (value: number) => number;
  readonly logScale: number;
}

function unitsOf({ distribution, parameters, classes, center, scale }: Observation): Units {
  const discrete = classes !== undefined || isDiscrete(distribution.support(parameters).kind);
  if (discrete) return { own: (value) => value, logScale: 0 };
  return { own: (value) => value * scale + center, logScale: Math.log(Math.abs(scale)) };
}

function sampler(
  observation: Observation,
  { outputs }: Executable,
  own: (value: number) => number,
): PredictedTarget['sample'] {
  const draw = elementDraws(observation, outputs);
  return (stream: RandomStream, out) => {
    draw(stream, out);
    for (let row = 0; row < out.length; row++) out[row] = own(out[row]!);
  };
}

function spreadOver(rows: number, from: Float64Array): Float64Array {
  const out = new Float64Array(rows);
  spread(from, out);
  return out;
}

/** One row, or one number, may stand for all rows. */
function repeat(from: Float64Array, to: Float64Array, own: (value: number) => number): void {
  for (let i = 0; i < to.length; i++) to[i] = own(from[i % from.length]!);
}
