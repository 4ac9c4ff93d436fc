import {
  ErrorCodes,
  ResponseError,
  type Location,
  type Range,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import type { ModelDocument } from './document.js';
import type { Occurrence } from './occurrences.js';

const NAME = /^[\p{L}_][\p{L}\p{N}_]*$/u;
/** What a layer has is called as its kind of layer says. */
const LAYER_PART = /^quantity [^.]+\.[^.]+\./;

export function definitionsAt(document: ModelDocument, offset: number): Location[] {
  return same(document, offset)
    .filter(({ defines }) => defines)
    .map((found) => locationOf(document, found));
}

export function referencesAt(
  document: ModelDocument,
  offset: number,
  withDefinition: boolean,
): Location[] {
  return same(document, offset)
    .filter(({ defines }) => withDefinition || !defines)
    .map((found) => locationOf(document, found));
}

/** The name under the cursor, if it can have another. */
export function renameableAt(document: ModelDocument, offset: number): Range | null {
  const found = document.occurrenceAt(offset);
  const [definition] = same(document, offset).filter(({ defines }) => defines);
  if (found === undefined || definition === undefined || LAYER_PART.test(found.symbol)) return null;
  return document.rangeOf(found.span);
}

/** Every place of a name with another in it; an error where that is taken or no name. */
export function renamedAt(
  document: ModelDocument,
  offset: number,
  newName: string,
): WorkspaceEdit | ResponseError {
  const refuse = (reason: string) => new ResponseError(ErrorCodes.InvalidRequest, reason);
  if (renameableAt(document, offset) === null) return refuse('nothing here can be renamed');
  if (!NAME.test(newName)) return refuse(`${newName} is not a name: letters, digits and _`);
  const taken = document.occurrences.some(({ name }) => name === newName);
  if (taken) return refuse(`${newName} already names something here`);
  const edits = same(document, offset).map(({ span }) => ({
    range: document.rangeOf(span),
    newText: newName,
  }));
  return { changes: { [document.text.uri]: edits } };
}

/** Every occurrence of what stands at an offset, once a place. */
function same(document: ModelDocument, offset: number): readonly Occurrence[] {
  const found = document.occurrenceAt(offset);
  return document.occurrences.filter(({ symbol }) => symbol === found?.symbol);
}

function locationOf(document: ModelDocument, { span }: Occurrence): Location {
  return { uri: document.text.uri, range: document.rangeOf(span) };
}
