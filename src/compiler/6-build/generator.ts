import type { Backend } from '../../backend/backend.js';
import type { RandomStream } from '../../base/random/stream.js';
import { inputsOf, sizeOf } from '../../expression/index.js';
import type { GeneratedDraw } from '../3-factorize/graph.js';
import { elementDraws } from './element-draws.js';
import { loader, type Layout, type ValuePlace } from './state.js';

/** What `generated` draws, behind the unknowns that it is drawn given. */
export interface Generator {
  /** Places of the unknowns and of what is drawn, in `values`. */
  readonly layout: Layout;
  readonly values: Float64Array;
  /** The last draw: a part of `values`. */
  readonly drawn: Float64Array;
  /** Draws all, given the unknowns as they stand now. */
  draw(stream: RandomStream): void;
}

/** `draws` are in an order in which each reads those before it alone. */
export function generator(
  draws: readonly GeneratedDraw[],
  backend: Backend,
  layout: Layout,
  unknowns: Float64Array,
): Generator {
  const places = new Map<string, ValuePlace>(layout.places);
  let { size } = layout;
  for (const { name, shape } of draws) {
    places.set(name, { offset: size, size: sizeOf(shape) });
    size += sizeOf(shape);
  }
  const values = draws.length === 0 ? unknowns : new Float64Array(size);
  const whole = { places, size };
  const steps = stagesOf(draws).map((stage) => stageStep(stage, backend, whole, values));
  return {
    layout: whole,
    values,
    drawn: values.subarray(layout.size),
    draw(stream) {
      if (draws.length === 0) return;
      values.set(unknowns);
      for (const step of steps) step(stream);
    },
  };
}

/** Draws that read no other of their stage, so that what their parameters share is computed once. */
function stagesOf(draws: readonly GeneratedDraw[]): readonly (readonly GeneratedDraw[])[] {
  const depths = new Map<string, number>();
  const stages: GeneratedDraw[][] = [];
  for (const draw of draws) {
    const read = draw.parameters.flatMap((node) => [...inputsOf(node)]);
    const depth = Math.max(-1, ...read.map((name) => depths.get(name) ?? -1)) + 1;
    depths.set(draw.name, depth);
    (stages[depth] ??= []).push(draw);
  }
  return stages;
}

function stageStep(
  stage: readonly GeneratedDraw[],
  backend: Backend,
  layout: Layout,
  values: Float64Array,
): (stream: RandomStream) => void {
  const executable = backend.compile(stage.flatMap(({ parameters }) => parameters));
  const load = loader(executable, layout, values);
  let first = 0;
  const writers = stage.map((draw) => {
    const outputs = executable.outputs.slice(first, (first += draw.parameters.length));
    const { offset, size } = layout.places.get(draw.name)!;
    const own = values.subarray(offset, offset + size);
    const write = elementDraws(draw, outputs);
    return (stream: RandomStream) => {
      write(stream, own);
    };
  });
  return (stream) => {
    load();
    executable.run();
    for (const write of writers) write(stream);
  };
}
