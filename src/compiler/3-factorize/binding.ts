import type { Column, Dataset } from '../../base/dataset.js';
import { DiagnosticError, type Diagnostic } from '../../base/diagnostic.js';
import { diagnostic } from '../../base/message.js';
import { shapeText } from '../../library/dimension.js';
import type { CheckedField, CheckedModel } from '../2-check/model.js';
import { chooseColumns, type BindingRequest } from './columns.js';
import { constantsOf } from './constants.js';
import { bindingMessages } from './messages.js';
import { sharesThatDoNotAdd } from './shares.js';
import { levelsOf, readValues } from './values.js';

/** What the numbers of a field mean: its levels and its units. */
export interface FieldMeaning {
  /** Names of the levels of an index or class, in order. */
  readonly levels?: readonly string[];
  /** Model units = (own units - center) / scale, one pair a column of the last axis (or one). */
  readonly center: Float64Array;
  readonly scale: Float64Array;
}

/** A data field with its values in model units. */
export interface BoundField extends FieldMeaning {
  readonly field: CheckedField;
  readonly columns: readonly string[];
  /** 0 where a cell is missing. */
  readonly values: Float64Array;
  readonly shape: readonly number[];
  /** Positions of the missing cells, in order, where there are any. */
  readonly missing?: Float64Array;
}

export interface Binding {
  readonly fields: ReadonlyMap<string, BoundField>;
  /** Of every field, also of a target that new rows lack: they are predicted in its units. */
  readonly meanings: ReadonlyMap<string, FieldMeaning>;
  readonly sizes: ReadonlyMap<string, number>;
  readonly sentences: readonly string[];
}

export interface BindOptions {
  readonly requests: readonly string[];
  /** The fitted binding, whose columns, levels and constants new rows must share. */
  readonly reference?: Binding;
  /** Fields that may be absent: the targets, when predicting. */
  readonly optional?: ReadonlySet<string>;
}

/** Reads every data field of a model from a data set. Throws a DiagnosticError with all that is wrong. */
export function bind(model: CheckedModel, dataset: Dataset, options: BindOptions): Binding {
  const found: Diagnostic[] = [];
  const request: BindingRequest = { fields: model.fields, dataset, ...options };
  const columns = chooseColumns(request, (wrong) => found.push(wrong));
  const fields = new Map<string, BoundField>();
  for (const [name, list] of columns) {
    if (list.length === 0) continue;
    const field = model.fields.find((candidate) => candidate.name === name)!;
    const bound = bindField(field, list, dataset, options.reference?.fields.get(name), found);
    if (bound !== undefined) fields.set(name, bound);
  }
  if (found.length > 0) throw new DiagnosticError(found);
  const sizes = sizesOf(fields, dataset, options.reference, found);
  if (found.length > 0) throw new DiagnosticError(found);
  const meanings = new Map([...(options.reference?.meanings ?? []), ...fields]);
  return { fields, meanings, sizes, sentences: [...fields.values()].map(sentence) };
}

function sentence({ field, columns, shape, missing }: BoundField): string {
  const size = shape.length === 0 ? '' : ` (${shape.join(' x ')})`;
  const list = columns.length > 8 ? [...columns.slice(0, 6), '...', columns.at(-1)!] : columns;
  const gaps = missing === undefined ? '' : `, ${String(missing.length)} missing`;
  return `${field.name} <- ${list.join(', ')}${size}${gaps}`;
}

function bindField(
  field: CheckedField,
  columns: readonly Column[],
  dataset: Dataset,
  reference: BoundField | undefined,
  found: Diagnostic[],
): BoundField | undefined {
  const rank = field.dimensions.length;
  const matrix = dataset.kind === 'table' && rank === 2;
  const shape = matrix
    ? [columns[0]!.shape[0]!, columns.length]
    : withChannel(columns[0]!.shape, field);
  if (shape.length !== rank) {
    found.push(wrongRank(field, shape, dataset));
    return undefined;
  }
  const levels =
    field.levels && (reference?.levels ?? levelsOf(columns[0]!, dataset, field.levels));
  const known = levels && { names: levels, fitted: reference?.levels !== undefined };
  // New rows are predicted from what they say: nothing is drawn for them.
  const own = reference ? { ...field, mayMiss: false } : field;
  const parts = columns.map((column) => readValues(own, column, known, found));
  if (parts.some((part) => part === undefined)) return undefined;
  const raw = matrix ? interleave(parts as Float64Array[]) : parts[0]!;
  const names = columns.map((column) => column.name);
  const whole = field.type === 'simplex' ? sharesThatDoNotAdd(field, raw, shape) : undefined;
  if (whole !== undefined) {
    found.push(whole);
    return undefined;
  }
  const { center, scale } = reference ?? constantsOf(field, raw, shape);
  if (![...center, ...scale].every(Number.isFinite)) {
    found.push(tooFarApart(field, names, raw, dataset));
    return undefined;
  }
  const period = center.length;
  const scaled = raw.map((value, i) => (value - center[i % period]!) / scale[i % period]!);
  const missing = Float64Array.from(scaled.keys()).filter((i) => Number.isNaN(scaled[i]!));
  const values = scaled.map((value) => (Number.isNaN(value) ? 0 : value));
  const gaps = missing.length > 0 ? { missing } : {};
  const named = levels ? { levels } : {};
  return { field, columns: names, values, shape, ...named, ...gaps, center, scale };
}

/** Grey images have no axis of channels in a file; a field may declare it, of length 1. */
function withChannel(shape: readonly number[], { dimensions }: CheckedField): readonly number[] {
  const last = dimensions.at(-1);
  const single = last?.kind === 'fixed' && last.size === 1;
  return single && dimensions.length > 1 && shape.length === dimensions.length - 1
    ? [...shape, 1]
    : shape;
}

function wrongRank(
  { name, dimensions }: CheckedField,
  shape: readonly number[],
  dataset: Dataset,
): Diagnostic {
  const count = shape.length === 1 ? 'one axis' : `${String(shape.length)} axes`;
  const text = shape.length === 0 ? 'a scalar' : `${count} (${shape.join(' x ')})`;
  const values = { name, declared: shapeText(dimensions), found: text };
  return diagnostic(bindingMessages.wrongRank, values, { place: dataset.name });
}

function tooFarApart(
  { name }: CheckedField,
  columns: readonly string[],
  values: Float64Array,
  dataset: Dataset,
): Diagnostic {
  const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const shown = { name, columns: columns.join(', '), largest };
  return diagnostic(bindingMessages.tooFarApart, shown, { place: dataset.name });
}

function interleave(columns: readonly Float64Array[]): Float64Array {
  const rows = columns[0]!.length;
  const out = new Float64Array(rows * columns.length);
  columns.forEach((column, j) => {
    for (let i = 0; i < rows; i++) out[i * columns.length + j] = column[i]!;
  });
  return out;
}

function sizesOf(
  fields: ReadonlyMap<string, BoundField>,
  dataset: Dataset,
  reference: Binding | undefined,
  found: Diagnostic[],
): ReadonlyMap<string, number> {
  const sizes = new Map<string, number>();
  const from = new Map<string, string>();
  const note = (dimension: string, size: number, name: string) => {
    const known = sizes.get(dimension);
    if (known !== undefined && known !== size) {
      const firstField = from.get(dimension)!;
      const values = { dimension, first: known, firstField, second: size, secondField: name };
      found.push(diagnostic(bindingMessages.sizeConflict, values, { place: dataset.name }));
      return;
    }
    sizes.set(dimension, size);
    if (known === undefined) from.set(dimension, name);
  };
  for (const { field, shape, levels } of fields.values()) {
    field.dimensions.forEach((axis, i) => {
      if (axis.kind === 'named') note(axis.name, shape[i]!, field.name);
      else if (axis.kind === 'fixed' && axis.size !== shape[i]) {
        const values = { name: field.name, expected: axis.size, found: shape[i]! };
        found.push(diagnostic(bindingMessages.wrongColumnCount, values, { place: dataset.name }));
      }
    });
    if (levels === undefined || field.levels === undefined) continue;
    if (field.levels.kind === 'named') note(field.levels.name, levels.length, field.name);
    else if (field.levels.kind === 'fixed' && levels.length !== field.levels.size) {
      const values = { name: field.name, expected: field.levels.size, found: levels.length };
      found.push(diagnostic(bindingMessages.wrongLevelCount, values, { place: dataset.name }));
    }
  }
  for (const [name, size] of reference?.sizes ?? []) if (!sizes.has(name)) sizes.set(name, size);
  return sizes;
}
