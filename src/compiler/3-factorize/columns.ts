import type { Column, Dataset } from '../../base/dataset.js';
import type { Diagnostic } from '../../base/diagnostic.js';
import { diagnostic } from '../../base/message.js';
import { nearest } from '../../base/suggestion.js';
import type { CheckedField } from '../2-check/model.js';
import { bindingMessages } from './messages.js';

export interface BindingRequest {
  /** `y=medv`, `x=a..b`. */
  readonly requests: readonly string[];
  /** Fields with the columns they were fitted to, when new rows are read. */
  readonly reference?: {
    readonly fields: ReadonlyMap<string, { readonly columns: readonly string[] }>;
  };
  /** Fields that may be absent. */
  readonly optional?: ReadonlySet<string>;
  readonly fields: readonly CheckedField[];
  readonly dataset: Dataset;
}

type Report = (wrong: Diagnostic) => void;

/** The columns each field is read from: asked for, of its name, or what is left for a matrix. */
export function chooseColumns(
  request: BindingRequest,
  report: Report,
): ReadonlyMap<string, readonly Column[]> {
  const chosen = new Map<string, readonly Column[]>();
  const asked = parseRequests(request, report);
  const { dataset, fields } = request;
  const waiting: CheckedField[] = [];
  for (const field of fields) {
    const fitted = request.reference?.fields.get(field.name)?.columns;
    const names = asked.get(field.name) ?? fitted;
    const own = dataset.columns.get(field.name);
    const isMatrix = dataset.kind === 'table' && field.dimensions.length === 2;
    if (names !== undefined) chooseNamed(request, field, names, chosen, report);
    else if (own !== undefined) chosen.set(field.name, [own]);
    else if (isMatrix) waiting.push(field);
    else if (!request.optional?.has(field.name)) report(missing(request, field.name));
  }
  for (const field of waiting) {
    const left = columnsLeft(dataset, chosen);
    if (left.length > 0) chosen.set(field.name, left);
    else if (!request.optional?.has(field.name)) {
      report(
        diagnostic(bindingMessages.noColumnsLeft, { name: field.name }, { place: dataset.name }),
      );
    }
  }
  return chosen;
}

function columnsLeft(
  dataset: Dataset,
  chosen: ReadonlyMap<string, readonly Column[]>,
): readonly Column[] {
  const taken = new Set([...chosen.values()].flat());
  return [...dataset.columns.values()].filter(
    (column) => !taken.has(column) && column.values instanceof Float64Array,
  );
}

function chooseNamed(
  request: BindingRequest,
  field: CheckedField,
  names: readonly string[],
  chosen: Map<string, readonly Column[]>,
  report: Report,
): void {
  const columns = names.map((name) => request.dataset.columns.get(name));
  const absent = names.filter((_, i) => columns[i] === undefined);
  if (absent.length === 0) chosen.set(field.name, columns as Column[]);
  else if (!request.optional?.has(field.name))
    for (const column of absent) report(missingFitted(request, field.name, column));
}

function missingFitted(
  { dataset, reference }: BindingRequest,
  name: string,
  column: string,
): Diagnostic {
  const known = [...dataset.columns.keys()];
  const fitted = new Set([...(reference?.fields.values() ?? [])].flatMap(({ columns }) => columns));
  const near = nearest(
    column,
    known.filter((other) => !fitted.has(other)),
  );
  const remedy = near ? `rename ${near} to ${column}` : `add ${column}, or rename what holds it`;
  const values = { name, column, columns: listed(known), remedy };
  return diagnostic(bindingMessages.missingFitted, values, { place: dataset.name });
}

function listed(names: readonly string[]): string {
  return names.slice(0, 12).join(', ');
}

function missing({ dataset }: BindingRequest, name: string): Diagnostic {
  const known = [...dataset.columns.keys()];
  const near = nearest(name, known);
  const remedy = near
    ? `rename the column, or write --bind ${name}=${near}`
    : `write --bind ${name}=COLUMN`;
  const values = { name, columns: listed(known), remedy };
  return diagnostic(bindingMessages.missingColumn, values, { place: dataset.name });
}

/** `y=medv`, `x=a,b,c`, `x=crim..lstat`. */
function parseRequests(
  { requests, dataset, fields }: BindingRequest,
  report: Report,
): ReadonlyMap<string, readonly string[]> {
  const parsed = new Map<string, readonly string[]>();
  for (const text of requests) {
    const fail = (problem: string) => {
      report(diagnostic(bindingMessages.badBinding, { text, problem }));
    };
    const sign = text.indexOf('=');
    const [name, right] = [text.slice(0, sign).trim(), text.slice(sign + 1).trim()];
    if (sign < 0 || !name || !right) fail('it is not of the form field=columns');
    else if (!fields.some((field) => field.name === name))
      fail(`the model has no data field ${name}`);
    // A column may have a comma or two points in its own name.
    else if (dataset.columns.has(right)) parsed.set(name, [right]);
    else {
      const columns = right.split(',').flatMap((part) => expand(part.trim(), dataset, fail));
      parsed.set(name, columns);
    }
  }
  return parsed;
}

function expand(part: string, dataset: Dataset, fail: (problem: string) => void): string[] {
  const known = [...dataset.columns.keys()];
  const ends = part.split('..');
  const places = ends.map((end) => known.indexOf(end));
  if (places.some((place) => place < 0) || ends.length > 2) {
    fail(`the data have no column ${ends.find((end) => !known.includes(end)) ?? part}`);
    return [];
  }
  return known.slice(places[0], places.at(-1)! + 1);
}
