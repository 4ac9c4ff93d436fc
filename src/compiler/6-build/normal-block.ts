import type { Backend } from '../../backend/backend.js';
import { DiagnosticError } from '../../base/diagnostic.js';
import { diagnostic } from '../../base/message.js';
import { drawFromPrecision } from '../../base/random/multivariate-normal.js';
import type { RandomStream } from '../../base/random/stream.js';
import { constantValues, sizeOf, type GaussianSystem, type Node } from '../../expression/index.js';
import type { GaussianBlock } from '../4-condition/gaussian.js';
import type { Part } from '../4-condition/parts.js';
import { planMessages } from '../5-assign/messages.js';
import type { ChainBlock } from './compiled.js';
import type { Wiring } from './hamiltonian-block.js';
import { loader, spread, type Layout } from './state.js';

/** One exact draw of unknowns that are jointly normal: the dense part, then the rest given it. */
export function normalBlock(
  name: string,
  { variables, parts, system }: GaussianBlock,
  backend: Backend,
  layout: Layout,
  values: Float64Array,
): ChainBlock {
  const views = parts.map((part) => placedView(part, layout, values));
  const { load, draw } = normalDraw(
    name,
    system,
    views.map(({ view }) => view),
    { backend, layout, values },
  );
  return {
    name,
    sampler: 'gibbs',
    dimension: variables.reduce((sum, { shape }) => sum + sizeOf(shape), 0),
    statistics: [],
    update(stream) {
      load();
      draw(stream);
      for (const { put } of views) put();
    },
    tuning: () => null,
    restore: () => undefined,
  };
}

/** Where a part is drawn, and what puts it in its place where it does not lie there already. */
function placedView(
  { variable, input, offset, stride }: Part,
  { places }: Layout,
  values: Float64Array,
): { readonly view: Float64Array; readonly put: () => void } {
  const start = places.get(variable.name)!.offset + offset;
  const size = sizeOf(input.shape);
  if (stride === 1) return { view: values.subarray(start, start + size), put: () => undefined };
  const view = new Float64Array(size);
  const put = () => {
    for (let i = 0; i < size; i++) values[start + i * stride] = view[i]!;
  };
  return { view, put };
}

export interface NormalDraw {
  /** Views of what the normal is given, by name: those of the chain's values are written by `load`. */
  readonly inputs: ReadonlyMap<string, Float64Array>;
  /** Takes up what the normal is given. */
  load(): void;
  /** One draw, into the views; the mean of each block, as last loaded. */
  draw(stream: RandomStream): void;
  readonly mean: readonly Float64Array[];
}

/** Draws of the blocks of a system into views of theirs. */
export function normalDraw(
  name: string,
  { dense, diagonal, mean }: GaussianSystem,
  views: readonly Float64Array[],
  { backend, layout, values }: Pick<Wiring, 'backend' | 'layout' | 'values'>,
  withMean = false,
): NormalDraw {
  const parts = [
    ...(dense ? [dense.precision, dense.linear] : []),
    ...diagonal.flatMap(({ precision, linear, cross, picks }) => [
      precision,
      linear,
      ...(cross ? [cross] : []),
      ...picks.map(({ values }) => values),
    ]),
  ];
  const nodes = withMean ? [...parts, ...mean] : parts;
  const executable = backend.compile(nodes);
  const read = loader(executable, layout, values);
  const output = (node: Node | undefined) => executable.outputs[nodes.indexOf(node!)];
  const improper = (natural: string) =>
    new DiagnosticError([diagnostic(planMessages.improperConditional, { name, natural })]);
  const solution = new Float64Array(dense?.dimension ?? 0);
  const draws = [
    ...(dense
      ? [
          denseDraw(
            output(dense.precision)!,
            output(dense.linear)!,
            solution,
            dense.blocks.map((block) => views[block]!),
          ),
        ]
      : []),
    ...diagonal.map(({ block, precision, linear, cross, picks }) =>
      diagonalDraw(
        {
          precision: output(precision)!,
          linear: output(linear)!,
          cross: output(cross),
          picks: picks.map((pick) => ({
            index: constantValues(pick.index),
            values: output(pick.values)!,
            view: views[pick.block]!,
          })),
        },
        solution,
        views[block]!,
      ),
    ),
  ];
  return {
    inputs: executable.inputs,
    mean: executable.outputs.slice(parts.length),
    load() {
      read();
      executable.run();
    },
    draw(stream) {
      for (const draw of draws) {
        const wrong = draw(stream);
        if (wrong !== undefined) throw improper(wrong);
      }
    },
  };
}

/** A draw into the chain's values; what makes it impossible, if anything does. */
type Draw = (stream: RandomStream) => string | undefined;

function denseDraw(
  precision: Float64Array,
  linear: Float64Array,
  solution: Float64Array,
  views: readonly Float64Array[],
): Draw {
  const n = solution.length;
  const [matrix, factor, right] = [n * n, n * n, n].map((size) => new Float64Array(size));
  return (stream) => {
    spread(precision, matrix!);
    spread(linear, right!);
    const proper = drawFromPrecision(stream, matrix!, right!, factor!, solution);
    if (!proper) return 'a precision matrix that is not positive definite';
    let start = 0;
    for (const view of views) {
      view.set(solution.subarray(start, start + view.length));
      start += view.length;
    }
    return undefined;
  };
}

/** What independent elements are drawn by, as last computed. */
interface DiagonalOutputs {
  readonly precision: Float64Array;
  readonly linear: Float64Array;
  readonly cross: Float64Array | undefined;
  readonly picks: readonly {
    readonly index: Float64Array;
    readonly values: Float64Array;
    /** The block picked from, drawn before. */
    readonly view: Float64Array;
  }[];
}

function diagonalDraw(
  { precision, linear, cross, picks }: DiagonalOutputs,
  solution: Float64Array,
  view: Float64Array,
): Draw {
  const at = (array: Float64Array, i: number) => array[array.length === 1 ? 0 : i]!;
  const columns = solution.length;
  const noise = new Float64Array(view.length);
  return (stream) => {
    stream.normals(noise);
    for (let i = 0; i < view.length; i++) {
      const p = at(precision, i);
      if (!(p > 0 && p < Infinity)) return `precision ${p.toPrecision(4)}`;
      let rest = at(linear, i);
      for (let k = 0; cross !== undefined && k < columns; k++) {
        rest -= at(cross, i * columns + k) * solution[k]!;
      }
      for (const pick of picks) rest -= at(pick.values, i) * pick.view[pick.index[i]!]!;
      view[i] = rest / p + noise[i]! / Math.sqrt(p);
    }
    return undefined;
  };
}
