import { InvariantError } from '../../base/diagnostic.js';
import type { Backend, Executable } from '../../backend/backend.js';
import type { RandomStream } from '../../base/random/stream.js';
import { drawCategory } from '../../samplers/discrete.js';
import type { Conditional, Form } from '../4-condition/conditional.js';
import type { ChainBlock } from './compiled.js';
import { loader, type Layout } from './state.js';
import { weightLikelihood, type WeightLikelihood } from './weight-likelihood.js';

type Discrete = Extract<Form, { kind: 'discrete' }>;

/** Moves the elements once. */
type Draw = (stream: RandomStream, elements: Float64Array) => void;

/** Exact draws of finite discrete unknowns from the log densities of their values. */
export function discreteBlock(
  { form, variable }: Conditional,
  backend: Backend,
  layout: Layout,
  values: Float64Array,
): ChainBlock {
  if (form.kind !== 'discrete') throw new InvariantError(`${variable.name} is not discrete`);
  const { elementwise, joined } = form;
  const executable = backend.compile([elementwise ?? joined!.own]);
  const load = loader(executable, layout, values);
  const { offset, size } = layout.places.get(variable.name)!;
  const elements = values.subarray(offset, offset + size);
  const view = executable.inputs.get(variable.name) ?? new Float64Array(size);
  const table = elementTable(form, executable, view);
  const draw = joined
    ? drawInTurn(
        form,
        table,
        weightLikelihood(joined.others, variable.input, backend, layout, values),
      )
    : drawTogether(form, table);
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

/** Log densities by what joins no two elements: a row an element, a column a value. */
interface Table {
  readonly width: number;
  readonly cells: Float64Array;
  fill(): void;
}

/** One evaluation a value gives the log densities of all elements there. */
function elementTable(
  { first, counts }: Discrete,
  executable: Executable,
  view: Float64Array,
): Table {
  const width = Math.max(...counts);
  const logDensities = executable.outputs[0]!;
  const step = logDensities.length === 1 ? 0 : 1;
  const cells = new Float64Array(width * counts.length);
  return {
    width,
    cells,
    fill() {
      for (let k = 0; k < width; k++) {
        view.fill(first + k);
        executable.run();
        for (let i = 0; i < counts.length; i++) cells[i * width + k] = logDensities[i * step]!;
      }
    },
  };
}

function drawTogether({ first, counts }: Discrete, { width, cells, fill }: Table): Draw {
  return (stream, elements) => {
    fill();
    for (let i = 0; i < counts.length; i++) {
      const row = cells.subarray(i * width, i * width + counts[i]!);
      elements[i] = first + drawCategory(stream, row);
    }
  };
}

/** Each element given those drawn before it, by how the terms that join it with others change. */
function drawInTurn(
  { first, counts }: Discrete,
  { width, cells, fill }: Table,
  joined: WeightLikelihood,
): Draw {
  return (stream, elements) => {
    fill();
    joined.start(elements);
    for (let i = 0; i < counts.length; i++) {
      const row = cells.subarray(i * width, i * width + counts[i]!);
      for (let k = 0; k < row.length; k++) {
        const value = first + k;
        if (value !== elements[i]) row[k] = row[k]! + joined.change(i, value);
      }
      const value = first + drawCategory(stream, row);
      if (value !== elements[i]) joined.keep(i, value);
      elements[i] = value;
    }
  };
}
