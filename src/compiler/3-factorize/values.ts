import type { Column, Dataset } from '../../base/dataset.js';
import type { Diagnostic } from '../../base/diagnostic.js';
import { diagnostic } from '../../base/message.js';
import type { Dimension } from '../../library/dimension.js';
import type { CheckedField, FieldType } from '../2-check/model.js';
import { bindingMessages } from './messages.js';

const HOLDS: Readonly<Record<FieldType, { text: string; test(x: number): boolean }>> = {
  real: { text: 'finite numbers', test: Number.isFinite },
  positive: { text: 'numbers above 0', test: (x) => Number.isFinite(x) && x > 0 },
  unit: { text: 'numbers from 0 to 1', test: (x) => x >= 0 && x <= 1 },
  int: { text: 'whole numbers', test: Number.isInteger },
  count: { text: 'whole numbers from 0', test: (x) => Number.isInteger(x) && x >= 0 },
  bool: { text: '0 or 1, true or false', test: (x) => x === 0 || x === 1 },
  index: { text: 'levels', test: () => true },
  class: { text: 'levels', test: () => true },
  simplex: { text: 'shares from 0 to 1', test: (x) => x >= 0 && x <= 1 },
};

const TRUTHS = new Map([
  ['true', 1],
  ['TRUE', 1],
  ['false', 0],
  ['FALSE', 0],
]);

/** More levels than an index can sensibly have: a number beyond is none. */
const MOST_LEVELS = 2 ** 24;

/**
 * Levels of an index or class. Numbers in JSON are places from 1, as in Stan, and their number is
 * that of the dimension where the data give it; cells of a table and numbers of an array file are labels, sorted.
 */
export function levelsOf(
  { values, labels: isLabelled }: Column,
  dataset: Dataset,
  dimension: Dimension,
): readonly string[] {
  if (dataset.kind === 'arrays' && !isLabelled && values instanceof Float64Array) {
    const named = dimension.kind === 'named' ? dataset.columns.get(dimension.name) : undefined;
    const given = named?.values[0];
    const stated =
      dimension.kind === 'fixed' ? dimension.size : typeof given === 'number' ? given : undefined;
    const places = values.filter((x) => Number.isInteger(x) && x <= MOST_LEVELS);
    const most = stated ?? places.reduce((a, b) => Math.max(a, b), 0);
    return Array.from({ length: most }, (_, i) => String(i + 1));
  }
  if (values instanceof Float64Array) {
    const labels = new Set(values.filter((x) => !Number.isNaN(x)));
    return [...labels].sort((a, b) => a - b).map(String);
  }
  return [...new Set(values)].filter((text) => text !== '').sort();
}

/** The levels that cells are looked up in: those of the data themselves, or of the data fitted before. */
export interface Levels {
  readonly names: readonly string[];
  readonly fitted: boolean;
}

/** The numbers of one column, checked against the field's type; undefined after reporting. */
export function readValues(
  field: CheckedField,
  column: Column,
  levels: Levels | undefined,
  found: Diagnostic[],
): Float64Array | undefined {
  const before = found.length;
  const out = new Float64Array(column.values.length);
  const places = levels && new Map(levels.names.map((level, i) => [level, i + 1]));
  for (let i = 0; i < out.length && found.length - before < 5; i++) {
    const cell = column.values[i]!;
    out[i] = places
      ? levelAt(field, column, i, { places, fitted: levels.fitted }, found)
      : numberAt(field, column, i, cell, found);
  }
  return found.length === before ? out : undefined;
}

function numberAt(
  { name, type, mayMiss }: CheckedField,
  column: Column,
  i: number,
  cell: number | string,
  found: Diagnostic[],
): number {
  const place = { place: column.place(i) };
  if (isMissing(cell)) {
    if (!mayMiss) found.push(diagnostic(bindingMessages.missingCell, { name }, place));
    return NaN;
  }
  const truth = type === 'bool' ? TRUTHS.get(String(cell)) : undefined;
  const value = truth ?? Number(cell);
  if (Number.isNaN(value)) {
    found.push(diagnostic(bindingMessages.textCell, { cell, name, type }, place));
  } else if (!HOLDS[type].test(value)) {
    const values = { value: cell, type, name, range: HOLDS[type].text };
    found.push(diagnostic(bindingMessages.outsideType, values, place));
  }
  return value;
}

function levelAt(
  { name, mayMiss }: CheckedField,
  column: Column,
  i: number,
  { places, fitted }: { readonly places: ReadonlyMap<string, number>; readonly fitted: boolean },
  found: Diagnostic[],
): number {
  const cell = column.values[i]!;
  const level = places.get(String(cell));
  if (level !== undefined) return level;
  const place = { place: column.place(i) };
  if (isMissing(cell)) {
    if (!mayMiss) found.push(diagnostic(bindingMessages.missingCell, { name }, place));
  } else if (fitted) {
    const known = [...places.keys()].slice(0, 8).join(', ');
    found.push(diagnostic(bindingMessages.unseenLevel, { value: cell, name, known }, place));
  } else {
    const values = { value: cell, name, count: places.size };
    found.push(diagnostic(bindingMessages.notAPlace, values, place));
  }
  return NaN;
}

function isMissing(cell: number | string): boolean {
  return typeof cell === 'number' ? Number.isNaN(cell) : cell === '' || cell === 'NA';
}
