import { MarkupKind, type Hover } from 'vscode-languageserver';
import { fieldText, drawText, unknownText } from '../compiler/2-check/print.js';
import { rangeOfDistribution } from '../compiler/2-check/distribution-range.js';
import { describeRange } from '../compiler/2-check/range.js';
import { shapeText } from '../library/dimension.js';
import type { Assignment, ModelDocument } from './document.js';
import { documentationOf } from './words.js';

/** What is known of the name at an offset: shape, support, prior, documentation, sampler. */
export async function hoverAt(document: ModelDocument, offset: number): Promise<Hover | null> {
  const found = document.occurrenceAt(offset);
  if (found !== undefined) {
    const name = found.symbol.replace(/^\w+ /, '');
    const lines = found.symbol.startsWith('quantity ')
      ? await quantityLines(document, name)
      : templateLines(document, found.name);
    return lines.length === 0 ? null : hover(lines, document.rangeOf(found.span));
  }
  const word = wordAt(document.source.text, offset);
  const documentation = word && documentationOf(word.text);
  return word && documentation ? hover([documentation], document.rangeOf(word.span)) : null;
}

function hover(lines: readonly string[], range: NonNullable<Hover['range']>): Hover {
  return { contents: { kind: MarkupKind.Markdown, value: lines.join('\n\n') }, range };
}

async function quantityLines(document: ModelDocument, name: string): Promise<string[]> {
  const doc = docOf(document, name);
  const { model } = document.report;
  if (model === undefined) return doc === undefined ? [] : [doc];
  const documentation = doc === undefined ? [] : [doc];
  const field = model.fields.find((one) => one.name === name);
  if (field !== undefined)
    return [code(fieldText(field)), ...documentation, `data, shape ${shapeText(field.dimensions)}`];
  const plan = await document.plan();
  const unknown = model.unknowns.find((one) => one.name === name);
  if (unknown !== undefined) {
    const support = describeRange(rangeOfDistribution(unknown.prior));
    return [
      code(unknownText(unknown)),
      ...documentation,
      `${unknown.kind}, shape ${shapeText(unknown.dimensions)}, ${support}`,
      samplerLine(plan?.get(name)),
    ];
  }
  const draw = model.draws.find((one) => one.name === name);
  if (draw !== undefined) {
    const { dimensions, law } = draw;
    const range = describeRange(rangeOfDistribution(law));
    const shape = `drawn with every draw of the unknowns, shape ${shapeText(dimensions)}, ${range}`;
    return [code(drawText(draw)), ...documentation, shape];
  }
  const value = model.deterministics.find((one) => one.name === name)?.value;
  const below = model.unknowns.filter((one) => one.name.startsWith(`${name}.`));
  return [
    ...(value === undefined ? [] : [code(`${name}${bracketed(value.dimensions)} = ...`)]),
    ...documentation,
    ...(value === undefined
      ? []
      : [`computed, shape ${shapeText(value.dimensions)}, ${describeRange(value.range)}`]),
    ...below.map((one) => `${code(unknownText(one))}\n${samplerLine(plan?.get(one.name))}`),
  ];
}

function bracketed(dimensions: Parameters<typeof shapeText>[0]): string {
  return dimensions.length === 0 ? '' : shapeText(dimensions);
}

function samplerLine(assigned: Assignment | undefined): string {
  return assigned === undefined
    ? 'sampler: follows from the data, which are not known here'
    : `sampler: **${assigned.sampler}**, ${assigned.because}\n\n${code(assigned.conditional)}`;
}

/** A template by its declaration, wherever that stands, and one of the library by its documentation too. */
function templateLines(document: ModelDocument, name: string): string[] {
  const template = document.templateOf(name);
  if (template === undefined) return [];
  const { declaration, home } = template;
  const { span, doc = documentationOf(name) } = declaration;
  const text = home.source.text.slice(span.start, span.end);
  return [code(text), ...(doc === undefined ? [] : [doc])];
}

function docOf(document: ModelDocument, name: string): string | undefined {
  const declares = (one: object): one is { name: { name: string }; doc?: string } =>
    'name' in one && (one.name as { name: string }).name === name;
  const found = document.report.program.statements.find(declares);
  return found?.doc;
}

function code(text: string): string {
  return `\`\`\`bnn\n${text}\n\`\`\``;
}

function wordAt(text: string, offset: number) {
  for (const match of text.matchAll(/[\p{L}_][\p{L}\p{N}_]*/gu)) {
    const span = { start: match.index, end: match.index + match[0].length };
    if (span.start <= offset && offset <= span.end) return { text: match[0], span };
    if (span.start > offset) return undefined;
  }
  return undefined;
}
