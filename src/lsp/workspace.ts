import { dirname } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { TextDocuments } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { readText } from '../cli/inputs.js';
import { modelFilesIn } from '../exchange/index.js';
import { ModelDocument, pathOf, type DataSettings } from './document.js';

/** The models of an editor: those that are open, as they stand there, and those in its folders. */
export class Workspace {
  private readonly known = new Map<string, ModelDocument>();
  settings: DataSettings = {};
  /** Paths; without any, the folders of the open models. */
  folders: readonly string[] = [];

  constructor(private readonly texts: TextDocuments<TextDocument>) {}

  /** The last version of an open model, read when something is first asked of it. */
  of(uri: string): ModelDocument | undefined {
    const text = this.texts.get(uri);
    if (text === undefined) return undefined;
    const known = this.known.get(uri);
    if (known?.version === text.version && known.text === text) return known;
    const read = this.read(text);
    this.known.set(uri, read);
    return read;
  }

  /** A model by its file, open or not; undefined where it cannot be read. */
  at(path: string): ModelDocument | undefined {
    const open = this.openAt(path);
    if (open !== undefined) return this.of(open.uri);
    try {
      const { text } = readText(path);
      return this.read(TextDocument.create(pathToFileURL(path).href, 'bnn', 0, text));
    } catch {
      // A file that went away, or that may not be read, has no models.
      return undefined;
    }
  }

  /** Every model that is open or lies in the folders. */
  all(): ModelDocument[] {
    const paths = new Set(this.texts.all().map(({ uri }) => pathOf(uri)));
    const folders = this.folders.length > 0 ? this.folders : [...paths].map(dirname);
    for (const path of modelFilesIn(folders)) paths.add(path);
    return [...paths].flatMap((path) => this.at(path) ?? []);
  }

  /** What is known of a model is of another version now, as is all that uses it: the open ones of these. */
  renew(uri: string): ModelDocument[] {
    const path = pathOf(uri);
    const users = [...this.known].filter(([of, { uses }]) => of !== uri && uses.has(path));
    for (const [user] of users) this.known.delete(user);
    return users.flatMap(([user]) => this.of(user) ?? []);
  }

  forget(uri: string): void {
    this.known.delete(uri);
  }

  private read(text: TextDocument): ModelDocument {
    return new ModelDocument(text, this.settings, (path) => this.openAt(path)?.getText());
  }

  private openAt(path: string): TextDocument | undefined {
    return this.texts.all().find(({ uri }) => pathOf(uri) === path);
  }
}
