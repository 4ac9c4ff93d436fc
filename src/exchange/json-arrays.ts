import type { Column } from '../base/dataset.js';
import { DiagnosticError } from '../base/diagnostic.js';
import { diagnostic } from '../base/message.js';
import { positionOf, type SourceText } from '../base/source.js';
import { indexOf, pathOf } from './array-place.js';
import { isMissing } from './cell.js';
import { JsonError, readJsonText, type Json, type JsonObject } from './json-text.js';
import { EXCHANGE_MESSAGES as M } from './messages.js';

type Leaf = number | string | boolean | null;

/** The arrays of Stan-style JSON: an object of numbers, texts and nested arrays, row-major. */
export function readJson(name: string, text: string): Map<string, Column> {
  const document = parseDocument({ name, text });
  if (!isObject(document)) {
    const values = { path: name, given: described(document) };
    throw new DiagnosticError([diagnostic(M.notAnObject, values)]);
  }
  const columns = [...document].map(([key, value]) => column(name, key, value));
  if (columns.length === 0) {
    const values = {
      path: name,
      remedy: 'write the arrays of the data into it, each under its name',
    };
    throw new DiagnosticError([diagnostic(M.empty, values)]);
  }
  return new Map(columns.map((found) => [found.name, found]));
}

function parseDocument(source: SourceText): Json {
  try {
    return readJsonText(source.text);
  } catch (error) {
    if (!(error instanceof JsonError)) throw error;
    throw new DiagnosticError([syntaxProblem(source, error)]);
  }
}

function syntaxProblem(source: SourceText, { message, position, duplicate }: JsonError) {
  const at = (offset: number) => {
    const { line, column } = positionOf(source, offset);
    return `line ${String(line)}, column ${String(column)}`;
  };
  const place = { place: `${source.name}, ${at(position)}` };
  if (duplicate !== undefined) {
    const { name, first } = duplicate;
    return diagnostic(M.duplicateName, { name, first: at(first), second: at(position) }, place);
  }
  const infinite = /^-?Infinity/.test(source.text.slice(position, position + 9));
  const remedy = infinite
    ? 'data must be finite: leave the value out, or write null where it is missing'
    : 'put right what stands there; JSON wants double quotes and no comma after the last element';
  return diagnostic(M.malformedJson, { problem: message, remedy }, place);
}

function column(file: string, name: string, value: Json): Column {
  const shape = shapeOf(value);
  const leaves: Leaf[] = [];
  collect(value, shape, [], { file, name, leaves });
  const place = (element: number) => `${file}, ${pathOf(name, indexOf(element, shape))}`;
  return { name, shape, values: leafValues(leaves), place };
}

/** Lengths along the first elements: what all others must match. */
function shapeOf(value: Json): number[] {
  const shape: number[] = [];
  for (let inner: Json | undefined = value; isArray(inner); inner = inner[0]) {
    shape.push(inner.length);
  }
  return shape;
}

interface Collected {
  readonly file: string;
  readonly name: string;
  readonly leaves: Leaf[];
}

function collect(value: Json, shape: readonly number[], index: number[], into: Collected): void {
  const expected = shape[index.length];
  if (isObject(value)) throw unsupported(into, index);
  if (isArray(value) ? value.length !== expected : expected !== undefined) {
    throw ragged(value, shape, index, into);
  }
  if (!isArray(value)) into.leaves.push(value);
  else value.forEach((item, k) => collect(item, shape, [...index, k], into));
}

function unsupported({ file, name }: Collected, index: readonly number[]): DiagnosticError {
  const values = {
    path: pathOf(name, index),
    given: 'an object',
    remedy: 'give each of its fields a name of its own, at the top of the file',
  };
  return new DiagnosticError([diagnostic(M.unsupportedValue, values, { place: file })]);
}

function ragged(
  value: Json,
  shape: readonly number[],
  index: readonly number[],
  { file, name }: Collected,
): DiagnosticError {
  const length = shape[index.length];
  const values = {
    path: pathOf(name, index),
    given: described(value),
    first: pathOf(
      name,
      index.map(() => 0),
    ),
    expected: length === undefined ? 'a single value' : elements(length),
  };
  const place = { place: `${file}, ${values.path}` };
  return new DiagnosticError([diagnostic(M.raggedArray, values, place)]);
}

/** Numbers where every leaf is one or missing; else texts. */
function leafValues(leaves: readonly Leaf[]): Float64Array | readonly string[] {
  const isText = (leaf: Leaf) => typeof leaf === 'string' && !isMissing(leaf);
  if (leaves.some(isText)) return leaves.map(textOf);
  return Float64Array.from(leaves, (leaf) =>
    leaf === null || typeof leaf === 'string' ? NaN : Number(leaf),
  );
}

function textOf(leaf: Leaf): string {
  return leaf === null || Number.isNaN(leaf) || isMissing(String(leaf)) ? '' : String(leaf);
}

function described(value: Json): string {
  if (isArray(value)) return elements(value.length);
  if (isObject(value)) return 'an object';
  return typeof value === 'string' ? 'a text' : `a single value (${String(value)})`;
}

function elements(count: number): string {
  return `an array of ${String(count)}`;
}

function isArray(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

function isObject(value: Json): value is JsonObject {
  return value instanceof Map;
}
