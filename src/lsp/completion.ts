import {
  CompletionItemKind,
  InsertTextFormat,
  MarkupKind,
  type CompletionItem,
} from 'vscode-languageserver';
import type { ModelDocument } from './document.js';
import { parametersOf, WORDS, type Word } from './words.js';

/** What may stand where the cursor is, told from the text before it. */
type Place =
  | { readonly kind: 'prior' | 'activation' | 'layer' | 'type' | 'statement' | 'slot' }
  | { readonly kind: 'expression'; readonly call?: string };

const KINDS: Readonly<Record<Word['kind'], CompletionItemKind>> = {
  distribution: CompletionItemKind.Class,
  function: CompletionItemKind.Function,
  layer: CompletionItemKind.Constructor,
  activation: CompletionItemKind.Function,
  prior: CompletionItemKind.Class,
  keyword: CompletionItemKind.Keyword,
  type: CompletionItemKind.TypeParameter,
};

const OFFERED: Readonly<Record<Place['kind'], readonly Word['kind'][]>> = {
  prior: ['distribution', 'prior'],
  activation: ['activation'],
  layer: ['layer'],
  type: ['type'],
  statement: ['keyword'],
  slot: [],
  expression: ['function'],
};

export function completionsAt(document: ModelDocument, offset: number): CompletionItem[] {
  const place = placeAt(document.source.text.slice(0, offset));
  const words = WORDS.filter(({ kind }) => OFFERED[place.kind].includes(kind)).map(wordItem);
  const own = ownNames(document, offset).map((name) => ({
    label: name,
    kind: CompletionItemKind.Variable,
  }));
  if (place.kind === 'expression') return [...argumentItems(place.call), ...own, ...words];
  if (place.kind === 'slot') return [...SLOT_ITEMS, ...words];
  return place.kind === 'type' ? words : [...words, ...own];
}

const SLOT_ITEMS: readonly CompletionItem[] = [
  ...['weight ~ ', 'bias ~ ', 'activation = '].map((text) => ({
    label: text.split(' ')[0]!,
    kind: CompletionItemKind.Property,
    insertText: text,
  })),
];

function wordItem({ name, kind, doc, snippet }: Word): CompletionItem {
  return {
    label: name,
    kind: KINDS[kind],
    detail: kind,
    documentation: { kind: MarkupKind.Markdown, value: doc },
    insertText: snippet,
    insertTextFormat: InsertTextFormat.Snippet,
  };
}

function argumentItems(call: string | undefined): CompletionItem[] {
  return (call === undefined ? [] : parametersOf(call)).map(({ name, doc }) => ({
    label: name,
    kind: CompletionItemKind.Property,
    detail: doc,
    insertText: `${name} = `,
    // What the call asks for stands first.
    sortText: `0${name}`,
  }));
}

/** Names that the model declares, dotted where they are parts of a network, but for the one being typed. */
function ownNames({ occurrences, report }: ModelDocument, offset: number): readonly string[] {
  const declared = occurrences
    .filter(({ defines, span }) => defines && !(span.start <= offset && offset <= span.end))
    .map(({ name }) => name);
  const unfolded = report.model?.unknowns.map(({ name }) => name) ?? [];
  return [...new Set([...declared, ...unfolded])];
}

function placeAt(before: string): Place {
  // Comments say nothing of the place, and the word that is being typed does not either.
  const text = before
    .replace(/\/\*[^]*?\*\/|\/\/[^\n]*/g, ' ')
    .replace(/[\p{L}\p{N}_.]*$/u, '')
    .trimEnd();
  if (text.endsWith('~')) return { kind: 'prior' };
  if (/\bactivation\s*=$/.test(text)) return { kind: 'activation' };
  if (/\blayer\s+\S+\s*=$/.test(text)) return { kind: 'layer' };
  if (text.endsWith(':')) return { kind: 'type' };
  const open = openBracket(text);
  if (open.bracket === '(' || open.bracket === '[')
    return { kind: 'expression', ...(open.head && { call: open.head }) };
  if (/[=+\-*/@^<>!&|,]$/.test(text)) return { kind: 'expression' };
  if (open.bracket === '{' && /\blayer\b[^{}]*$/.test(open.before)) return { kind: 'slot' };
  return { kind: 'statement' };
}

/** The innermost bracket still open, and the word before it. */
function openBracket(text: string): { bracket?: string; head?: string; before: string } {
  let closed = 0;
  for (let i = text.length - 1; i >= 0; i--) {
    const letter = text[i]!;
    if (')]}'.includes(letter)) closed++;
    if (!'([{'.includes(letter)) continue;
    if (closed === 0) {
      const before = text.slice(0, i);
      const head = /([\p{L}_][\p{L}\p{N}_]*)$/u.exec(before)?.[1];
      return { bracket: letter, before, ...(head !== undefined && { head }) };
    }
    closed--;
  }
  return { before: '' };
}
