import { createConnection, type Connection } from 'vscode-languageserver/node';
import {
  TextDocuments,
  TextDocumentSyncKind,
  type InitializeResult,
  type TextEdit,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { format } from '../compiler/format.js';
import { completionsAt } from './completion.js';
import { diagnosticsOf } from './diagnostics.js';
import { pathOf, type DataSettings, type ModelDocument } from './document.js';
import { hintsOf } from './hints.js';
import { hoverAt } from './hover.js';
import { definitionsAt, referencesAt, renameableAt, renamedAt } from './navigation.js';
import { outlineOf } from './outline.js';
import { Workspace } from './workspace.js';

const CAPABILITIES: InitializeResult['capabilities'] = {
  textDocumentSync: TextDocumentSyncKind.Incremental,
  completionProvider: { triggerCharacters: ['~', '=', '(', ':'] },
  hoverProvider: true,
  definitionProvider: true,
  referencesProvider: true,
  renameProvider: { prepareProvider: true },
  documentFormattingProvider: true,
  documentSymbolProvider: true,
  inlayHintProvider: true,
};

/**
 * A language server on standard input and output; ends when its client does. Options at
 * initialisation: `data`, the path of the data that plans are made with, `bindings`, and `runs`.
 */
export function serve(): Promise<void> {
  const connection = createConnection(process.stdin, process.stdout);
  const texts = new TextDocuments(TextDocument);
  const models = new Workspace(texts);
  connection.onInitialize(({ initializationOptions, workspaceFolders }): InitializeResult => {
    models.settings = (initializationOptions ?? {}) as DataSettings;
    models.folders = (workspaceFolders ?? []).map(({ uri }) => pathOf(uri));
    return { capabilities: CAPABILITIES, serverInfo: { name: 'bnn' } };
  });
  const tell = (model: ModelDocument) => {
    const { uri, version } = model.text;
    void connection.sendDiagnostics({ uri, version, diagnostics: diagnosticsOf(model) });
  };
  texts.onDidChangeContent(({ document: { uri } }) => {
    [models.of(uri) ?? [], models.renew(uri)].flat().forEach(tell);
  });
  texts.onDidClose(({ document: { uri } }) => {
    models.forget(uri);
    void connection.sendDiagnostics({ uri, diagnostics: [] });
    models.renew(uri).forEach(tell);
  });
  connection.onDidChangeWatchedFiles(({ changes }) => {
    changes.flatMap(({ uri }) => models.renew(uri)).forEach(tell);
  });
  answer(connection, models);
  texts.listen(connection);
  connection.listen();
  return new Promise((resolve) => {
    connection.onExit(() => {
      resolve();
    });
  });
}

interface At {
  readonly textDocument: { readonly uri: string };
  readonly position: { readonly line: number; readonly character: number };
}

function answer(connection: Connection, models: Workspace): void {
  /** Asks a model about a place; null where the model is not open. */
  const at = <T>(question: (model: ModelDocument, offset: number) => T) => {
    return ({ textDocument, position }: At): T | null => {
      const model = models.of(textDocument.uri);
      return model === undefined ? null : question(model, model.text.offsetAt(position));
    };
  };
  connection.onCompletion(at(completionsAt));
  connection.onHover(at(hoverAt));
  connection.onDefinition(at((model, offset) => definitionsAt(models, model, offset)));
  connection.onReferences((asked) =>
    at((model, offset) => referencesAt(models, model, offset, asked.context.includeDeclaration))(
      asked,
    ),
  );
  connection.onPrepareRename(at(renameableAt));
  connection.onRenameRequest((asked) =>
    at((model, offset) => renamedAt(models, model, offset, asked.newName))(asked),
  );
  connection.onDocumentSymbol(({ textDocument }) => {
    const model = models.of(textDocument.uri);
    return model === undefined ? [] : outlineOf(model);
  });
  connection.onDocumentFormatting(({ textDocument }) => {
    const model = models.of(textDocument.uri);
    return model === undefined ? [] : formattingOf(model);
  });
  connection.languages.inlayHint.on(async ({ textDocument, range }) => {
    const model = models.of(textDocument.uri);
    if (model === undefined) return [];
    const within = { start: model.text.offsetAt(range.start), end: model.text.offsetAt(range.end) };
    return await hintsOf(model, within);
  });
}

/** The whole text laid out; nothing where it has errors. */
function formattingOf(model: ModelDocument): TextEdit[] {
  const { text } = format(model.source);
  if (text === undefined || text === model.source.text) return [];
  const range = model.rangeOf({ start: 0, end: model.source.text.length });
  return [{ range, newText: text }];
}
