import { InvariantError } from '../../base/diagnostic.js';
import type { Backend, Executable } from '../../backend/backend.js';
import type { RandomStream } from '../../base/random/stream.js';
import { add, constant, type Node } from '../../expression/index.js';
import { drawCategory } from '../../samplers/discrete.js';
import type { Conditional, Form } from '../4-condition/conditional.js';
import type { ChainBlock } from './compiled.js';
import { loader, type Layout } from './state.js';

type Discrete = Extract<Form, { kind: 'discrete' }>;

/** Moves the elements once. */
type Draw = (stream: RandomStream, elements: Float64Array) => void;

/** Exact draws of finite discrete unknowns from the log densities of their values. */
export function discreteBlock(
  { form, variable, factors }: Conditional,
  backend: Backend,
  layout: Layout,
  values: Float64Array,
): ChainBlock {
  if (form.kind !== 'discrete') throw new InvariantError(`${variable.name} is not discrete`);
  const joint = factors.map((factor) => factor.logDensity).reduce<Node>(add, constant(0));
  const executable = backend.compile([form.elementwise ?? joint]);
  const load = loader(executable, layout, values);
  const { offset, size } = layout.places.get(variable.name)!;
  const elements = values.subarray(offset, offset + size);
  const view = executable.inputs.get(variable.name) ?? new Float64Array(size);
  const draw = form.elementwise
    ? drawTogether(form, executable, view)
    : drawInTurn(form, executable, view);
  return {
    name: variable.name,
    sampler: 'discrete',
    dimension: size,
    statistics: [],
    update(stream) {
      load();
      draw(stream, elements);
    },
    tuning: () => null,
    restore: () => undefined,
  };
}

/** One evaluation a value gives the log densities of all elements there. */
function drawTogether(
  { first, counts }: Discrete,
  executable: Executable,
  view: Float64Array,
): Draw {
  const most = Math.max(...counts);
  const logDensities = executable.outputs[0]!;
  const step = logDensities.length === 1 ? 0 : 1;
  const table = new Float64Array(most * counts.length);
  return (stream, elements) => {
    for (let k = 0; k < most; k++) {
      view.fill(first + k);
      executable.run();
      for (let i = 0; i < counts.length; i++) table[i * most + k] = logDensities[i * step]!;
    }
    for (let i = 0; i < counts.length; i++) {
      const row = table.subarray(i * most, i * most + counts[i]!);
      elements[i] = first + drawCategory(stream, row);
    }
  };
}

/** One evaluation an element and value, each element given those drawn before it. */
function drawInTurn({ first, counts }: Discrete, executable: Executable, view: Float64Array): Draw {
  const logDensity = executable.outputs[0]!;
  const table = new Float64Array(Math.max(...counts));
  return (stream, elements) => {
    for (let i = 0; i < counts.length; i++) {
      const row = table.subarray(0, counts[i]!);
      for (let k = 0; k < row.length; k++) {
        view[i] = first + k;
        executable.run();
        row[k] = logDensity[0]!;
      }
      elements[i] = first + drawCategory(stream, row);
      view[i] = elements[i]!;
    }
  };
}
