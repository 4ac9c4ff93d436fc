import {
  ErrorCodes,
  ResponseError,
  type Location,
  type Range,
  type TextEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import type { ModelDocument, Origin } from './document.js';
import type { Occurrence } from './occurrences.js';
import type { Workspace } from './workspace.js';

const NAME = /^[\p{L}_][\p{L}\p{N}_]*$/u;
/** What a layer has is called as its kind of layer says. */
const LAYER_PART = /^quantity [^.]+\.[^.]+\./;
/** What other files can use. */
const SHARED = /^(?:template|local) /;

/** An occurrence, and the model that it stands in. */
interface Found extends Occurrence {
  readonly document: ModelDocument;
}

/** Where a name is declared: in the file that it is used from, if that can be read. */
export function definitionsAt(
  workspace: Workspace,
  document: ModelDocument,
  offset: number,
): Location[] {
  const symbol = document.occurrenceAt(offset)?.symbol;
  if (symbol === undefined) return [];
  const origin = document.originOf(symbol);
  const home = origin && workspace.at(origin.path);
  const found = home === undefined ? inFile(document, symbol) : inFile(home, origin!.symbol);
  return found.filter(({ defines }) => defines).map(locationOf);
}

export function referencesAt(
  workspace: Workspace,
  document: ModelDocument,
  offset: number,
  withDefinition: boolean,
): Location[] {
  return same(workspace, document, offset)
    .filter(({ defines }) => withDefinition || !defines)
    .map(locationOf);
}

/** The name under the cursor, if it can have another: what the library declares and the parts of layers cannot. */
export function renameableAt(document: ModelDocument, offset: number): Range | null {
  const found = document.occurrenceAt(offset);
  if (found === undefined || LAYER_PART.test(found.symbol)) return null;
  return document.originOf(found.symbol) === undefined ? null : document.rangeOf(found.span);
}

/** Every place of a name with another in it, in all files; an error where that is taken or no name. */
export function renamedAt(
  workspace: Workspace,
  document: ModelDocument,
  offset: number,
  newName: string,
): WorkspaceEdit | ResponseError {
  const refuse = (reason: string) => new ResponseError(ErrorCodes.InvalidRequest, reason);
  if (renameableAt(document, offset) === null) return refuse('nothing here can be renamed');
  if (!NAME.test(newName)) return refuse(`${newName} is not a name: letters, digits and _`);
  const changes: Record<string, TextEdit[]> = {};
  for (const found of same(workspace, document, offset)) {
    const { uri } = found.document.text;
    const taken = found.document.occurrences.some(({ name }) => name === newName);
    if (taken) return refuse(`${newName} already names something in ${found.document.source.name}`);
    (changes[uri] ??= []).push({ range: locationOf(found).range, newText: newName });
  }
  return { changes };
}

/** Every occurrence of what stands at an offset, in this file and in all that know it by its origin. */
function same(workspace: Workspace, document: ModelDocument, offset: number): readonly Found[] {
  const symbol = document.occurrenceAt(offset)?.symbol;
  if (symbol === undefined) return [];
  const origin = document.originOf(symbol);
  if (origin === undefined || !SHARED.test(symbol)) return inFile(document, symbol);
  const models = workspace.all();
  const home = workspace.at(origin.path);
  // The file of the declaration may lie outside the folders.
  const known = models.some(({ source }) => source.name === origin.path);
  return (known || home === undefined ? models : [home, ...models]).flatMap((one) =>
    ofOrigin(one, origin),
  );
}

function inFile(document: ModelDocument, symbol: string): readonly Found[] {
  return document.occurrences
    .filter((one) => one.symbol === symbol)
    .map((one) => ({ ...one, document }));
}

function ofOrigin(document: ModelDocument, { path, symbol }: Origin): readonly Found[] {
  const symbols = [...new Set(document.occurrences.map((one) => one.symbol))].filter((one) => {
    const origin = document.originOf(one);
    return origin?.path === path && origin.symbol === symbol;
  });
  return symbols.flatMap((one) => inFile(document, one));
}

function locationOf({ document, span }: Found): Location {
  return { uri: document.text.uri, range: document.rangeOf(span) };
}
