import { InvariantError } from '../../base/diagnostic.js';
import type { Backend } from '../../backend/backend.js';
import type { RandomStream } from '../../base/random/stream.js';
import { add, constant, type Node } from '../../expression/index.js';
import { drawCategory } from '../../samplers/discrete.js';
import type { Conditional } from '../4-condition/conditional.js';
import type { ChainBlock } from './compiled.js';
import { loader, type Layout } from './state.js';

/** Exact draws of finite discrete unknowns from the log densities of their values. */
export function discreteBlock(
  conditional: Conditional,
  backend: Backend,
  layout: Layout,
  values: Float64Array,
): ChainBlock {
  const { form, variable, factors } = conditional;
  if (form.kind !== 'discrete') throw new InvariantError(`${variable.name} is not discrete`);
  const joint = factors.map((factor) => factor.logDensity).reduce<Node>(add, constant(0));
  const executable = backend.compile([form.elementwise ?? joint]);
  const load = loader(executable, layout, values);
  const { offset, size } = layout.places.get(variable.name)!;
  const view = executable.inputs.get(variable.name);
  const [output] = executable.outputs;
  const { first, counts } = form;
  const most = Math.max(...counts);
  const table = new Float64Array(most * size);

  function drawTogether(stream: RandomStream): void {
    for (let k = 0; k < most; k++) {
      view?.fill(first + k);
      executable.run();
      for (let i = 0; i < size; i++) table[i * most + k] = output![output!.length === 1 ? 0 : i]!;
    }
    for (let i = 0; i < size; i++) {
      const row = table.subarray(i * most, i * most + counts[i]!);
      values[offset + i] = first + drawCategory(stream, row);
    }
  }

  function drawInTurn(stream: RandomStream): void {
    for (let i = 0; i < size; i++) {
      const row = table.subarray(0, counts[i]!);
      for (let k = 0; k < row.length; k++) {
        if (view) view[i] = first + k;
        executable.run();
        row[k] = output![0]!;
      }
      values[offset + i] = first + drawCategory(stream, row);
      if (view) view[i] = values[offset + i]!;
    }
  }

  return {
    name: variable.name,
    sampler: 'discrete',
    dimension: size,
    statistics: [],
    update(stream) {
      load();
      if (form.elementwise) drawTogether(stream);
      else drawInTurn(stream);
    },
    tuning: () => null,
    restore: () => undefined,
  };
}
