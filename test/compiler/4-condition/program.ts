import type { Column, Dataset } from '../../../src/base/dataset.js';
import { compile } from '../../../src/compiler/compile.js';
import type { CompiledModel } from '../../../src/compiler/6-build/compiled.js';

/** Arrays as nested numbers are written in JSON. */
export type Arrays = Readonly<
  Record<string, number | readonly number[] | readonly (readonly number[])[]>
>;

/** A model from its text and data written beside it. */
export function compileText(text: string, data: Arrays = {}): CompiledModel {
  const source = { name: 'model.bnn', text };
  return compile(source, datasetOf(data), { priors: [], bindings: [] });
}

export function datasetOf(data: Arrays): Dataset {
  const columns = Object.entries(data).map(([name, given]): [string, Column] => {
    const rows = typeof given === 'number' ? [] : [given.length];
    const first = typeof given === 'number' ? given : given[0]!;
    const shape = typeof first === 'number' ? rows : [...rows, first.length];
    const values = Float64Array.from([given].flat(2));
    return [name, { name, shape, values, place: (i) => `data, ${name}[${String(i + 1)}]` }];
  });
  return { name: 'data', kind: 'arrays', columns: new Map(columns), hash: '0' };
}
