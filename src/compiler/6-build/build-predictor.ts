import type { Backend } from '../../backend/backend.js';
import type { Quantity } from '../../base/draws.js';
import type { RandomStream } from '../../base/random/stream.js';
import { sizeOf, type Node } from '../../expression/index.js';
import { isDiscrete } from '../../library/index.js';
import type { FactorGraph, Observation } from '../3-factorize/graph.js';
import type { PredictedTarget, Predictor } from './predictor.js';

/** The forward pass of a graph made on new rows, fed by draws in the layout of a run. */
export function buildPredictor(
  graph: FactorGraph,
  quantities: readonly Quantity[],
  backend: Backend,
): Predictor {
  const parts = graph.observations.map((observation) => createTarget(observation, backend));
  const loads = parts.flatMap(({ inputs }) =>
    [...inputs].map(([name, view]) => ({
      view,
      quantity: quantities.find((quantity) => quantity.name === name)!,
    })),
  );
  return {
    targets: parts.map(({ target }) => target),
    run(draw) {
      for (const { view, quantity } of loads) {
        view.set(draw.subarray(quantity.offset, quantity.offset + quantity.size));
      }
      for (const part of parts) part.run();
    },
  };
}

interface TargetParts {
  readonly target: PredictedTarget;
  readonly inputs: ReadonlyMap<string, Float64Array>;
  run(): void;
}

function createTarget(observation: Observation, backend: Backend): TargetParts {
  const { distribution, parameters, value, classes, center, scale } = observation;
  const rows = sizeOf(observation.shape);
  const expected =
    classes === undefined
      ? distribution.mean?.(parameters)
      : (distribution.probabilities?.(parameters) ?? distribution.mean?.(parameters));
  const densities = value === undefined ? [] : [distribution.logDensity(value, parameters)];
  const means = expected === undefined ? [] : [expected];
  const observedNodes = value === undefined ? [] : [value];
  const nodes: readonly Node[] = [...parameters, ...means, ...densities, ...observedNodes];
  const executable = backend.compile(nodes);
  const at = (i: number) => executable.outputs[i]!;
  const width = classes === undefined ? 1 : classes.length;
  const mean = new Float64Array(rows * width).fill(NaN);
  const shift = classes === undefined && !isDiscrete(distribution.support(parameters).kind);
  const logScale = shift ? Math.log(scale) : 0;
  const own = (x: number) => (shift ? x * scale + center : x);
  executable.run();
  const observed = value && spread(at(nodes.length - 1), rows).map(own);
  const logDensity = value && new Float64Array(rows);
  const given = parameters.map((node, i) => ({
    view: at(i),
    vector: node.shape.length > observation.shape.length,
  }));
  return {
    inputs: executable.inputs,
    run() {
      executable.run();
      if (expected !== undefined) {
        const from = at(parameters.length);
        const period = from.length;
        for (let i = 0; i < mean.length; i++) mean[i] = own(from[i % period]!);
      }
      if (logDensity === undefined) return;
      const from = at(parameters.length + means.length);
      for (let i = 0; i < rows; i++) logDensity[i] = from[from.length === 1 ? 0 : i]! - logScale;
    },
    target: {
      name: observation.target,
      rows,
      mean,
      ...(classes === undefined ? {} : { classes }),
      ...(observed === undefined ? {} : { observed }),
      ...(logDensity === undefined ? {} : { logDensity }),
      sample(stream: RandomStream, out: Float64Array) {
        for (let i = 0; i < rows; i++) {
          const row = given.map(({ view, vector }, k) =>
            vector || distribution.parameters[k]!.rank === 1
              ? rowOf(view, i, rows)
              : view[view.length === 1 ? 0 : i]!,
          );
          out[i] = own(distribution.sample?.(stream, row) ?? NaN);
        }
      },
    },
  };
}

function spread(view: Float64Array, rows: number): Float64Array {
  return view.length === rows ? view.slice() : new Float64Array(rows).fill(view[0]!);
}

/** One row of a vector parameter; one vector may serve all rows. */
function rowOf(view: Float64Array, row: number, rows: number): Float64Array {
  const width = view.length % rows === 0 ? view.length / rows : view.length;
  return width * rows === view.length ? view.subarray(row * width, (row + 1) * width) : view;
}
