import { closeSync, fsyncSync, openSync } from 'node:fs';
import { join } from 'node:path';
import type { Column, Dataset } from '../../base/dataset.js';
import { damaged, readDocument } from './damage.js';
import { bytesOf, readDoubles, replaceFile, writeAll } from './durable.js';
import { DATA, NUMBERS } from './layout.js';
import { describePlaces, placeReader, type Places } from './places.js';

interface StoredColumn {
  readonly name: string;
  readonly shape: readonly number[];
  readonly places: Places;
  readonly labels?: true;
  /** Texts as they were read, or where the numbers lie in `data.f64`. */
  readonly values: readonly string[] | { readonly offset: number; readonly length: number };
}

interface StoredDataset extends Omit<Dataset, 'columns'> {
  readonly columns: readonly StoredColumn[];
}

/** Writes a dataset so that it reads back whole: numbers to the bit, texts, and places. */
export function writeDataset(directory: string, dataset: Dataset): void {
  const numbers = openSync(join(directory, NUMBERS), 'w');
  try {
    let offset = 0;
    const store = ({ name, shape, values, ...column }: Column): StoredColumn => {
      const places = describePlaces({ name, shape, values, place: (i) => column.place(i) });
      if (!(values instanceof Float64Array)) return { name, shape, places, values };
      const labels = column.labels && { labels: column.labels };
      writeAll(numbers, bytesOf(values));
      const at = { offset, length: values.length };
      offset += values.length;
      return { name, shape, places, values: at, ...labels };
    };
    const { name, kind, hash } = dataset;
    const columns = [...dataset.columns.values()].map(store);
    fsyncSync(numbers);
    replaceFile(join(directory, DATA), JSON.stringify({ name, kind, hash, columns }));
  } finally {
    closeSync(numbers);
  }
}

export function readDataset(directory: string): Dataset {
  const file = join(directory, DATA);
  const stored = readDocument(file, ['name', 'kind', 'hash', 'columns']) as StoredDataset;
  const count = stored.columns.reduce(
    (sum, { values }) => sum + ('offset' in values ? values.length : 0),
    0,
  );
  const path = join(directory, NUMBERS);
  const numbers = readDoubles(path, count);
  if (numbers.length !== count) throw damaged(path, 'it is shorter than `data.json` says');
  const columns = stored.columns.map(
    ({ name, shape, places, values, labels }): [string, Column] => {
      const read =
        'offset' in values
          ? numbers.subarray(values.offset, values.offset + values.length)
          : values;
      const place = placeReader(places, shape);
      return [name, { name, shape, values: read, place, ...(labels && { labels }) }];
    },
  );
  return { ...stored, columns: new Map(columns) };
}
