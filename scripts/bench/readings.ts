import { join } from 'node:path';
import type { BackendSettings } from '../../src/backend/settings.js';
import type { Dataset } from '../../src/base/dataset.js';
import { elementName } from '../../src/base/draws.js';
import { RandomStream } from '../../src/base/random/stream.js';
import { compilePredictor } from '../../src/compiler/compile.js';
import type { CompiledModel } from '../../src/compiler/6-build/compiled.js';
import { readDataset } from '../../src/exchange/index.js';
import { PREDICTED_ROWS, type JudgedWorkload } from './judged.js';
import { benchModel } from './workloads.js';

export const OPTIONS = { priors: [], bindings: [] };

/** Reads the judged numbers off a draw of the model. */
export interface Reader {
  readonly names: readonly string[];
  read(draw: Float64Array, into: Float64Array): void;
}

/** What predictions need: the training data, the folder of the new rows. */
export interface Reading {
  readonly training: Dataset;
  readonly folder: string;
  readonly backend: BackendSettings;
}

/** What the draws of a workload are judged on: predictions at the first new rows, if any, and then the rest. */
export function judgedReader(
  workload: JudgedWorkload,
  model: CompiledModel,
  reading: Reading,
): Reader {
  return workload.predictions === undefined
    ? readerOf(workload, model)
    : withPredictions(workload, model, reading);
}

function readerOf({ judged, scales }: JudgedWorkload, model: CompiledModel): Reader {
  const wanted = [...judged, ...scales].flatMap(
    (name) => model.quantities.find((quantity) => quantity.name === name) ?? [],
  );
  const places = wanted.flatMap((quantity) =>
    Array.from({ length: quantity.size }, (_, element) => ({
      name: elementName(quantity, element),
      at: quantity.offset + element,
    })),
  );
  return {
    names: places.map(({ name }) => name),
    read(draw, into) {
      places.forEach(({ at }, k) => {
        into[k] = draw[at]!;
      });
    },
  };
}

/** The predictions at the first new rows, then the scales. */
function withPredictions(
  workload: JudgedWorkload,
  model: CompiledModel,
  { training, folder, backend }: Reading,
): Reader {
  const rows = firstRows(readDataset(join(folder, `${workload.newRows!}.csv`)));
  const source = benchModel(workload.name);
  const { quantities } = model;
  const predictor = compilePredictor(source, training, rows, { ...OPTIONS, backend }, quantities);
  const { mean, classes } = predictor.targets[0]!;
  const shape = classes === undefined ? [PREDICTED_ROWS] : [PREDICTED_ROWS, classes.length];
  const predicted = {
    ...{ name: workload.predictions!, kind: 'prediction' as const },
    ...{ shape, offset: 0, size: mean.length },
  };
  const scales = readerOf({ ...workload, judged: [] }, model);
  return {
    names: [...Array.from(mean, (_, k) => elementName(predicted, k)), ...scales.names],
    read(draw, into) {
      predictor.run(draw, new RandomStream('bench', 'predict'));
      into.set(mean);
      scales.read(draw, into.subarray(mean.length));
    },
  };
}

function firstRows(table: Dataset): Dataset {
  const columns = [...table.columns].map(([name, column]) => {
    const values = column.values.slice(0, PREDICTED_ROWS);
    return [name, { ...column, shape: [PREDICTED_ROWS], values }] as const;
  });
  return { ...table, columns: new Map(columns) };
}
