import { build } from 'esbuild';
import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  createProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver-protocol/node';
import type { Diagnostic, InitializeResult } from 'vscode-languageserver-protocol';

const FOLDER = 'dist/lsp-test';

/** Makes the command that the tests start, apart from the package, which other tests make. */
export async function bundleCommand(): Promise<void> {
  await build({
    ...{ entryPoints: ['src/cli/main.ts'], outdir: FOLDER, bundle: true, splitting: true },
    ...{ format: 'esm', platform: 'node', target: 'node20', logLevel: 'error' },
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
  });
}

export interface Place {
  readonly line: number;
  readonly character: number;
}

/** `bnn lsp` in a process of its own, and one open text. */
export class Editor {
  private readonly child = spawn(process.execPath, [`${FOLDER}/main.js`, 'lsp', '--stdio']);
  private readonly connection = createProtocolConnection(
    new StreamMessageReader(this.child.stdout),
    new StreamMessageWriter(this.child.stdin),
  );
  private readonly waiting: ((found: Diagnostic[]) => void)[] = [];
  private version = 1;
  text = '';

  private constructor(readonly uri: string) {
    this.connection.onNotification(
      'textDocument/publishDiagnostics',
      ({ uri: of, diagnostics }: { uri: string; diagnostics: Diagnostic[] }) => {
        if (of === this.uri) this.waiting.shift()?.(diagnostics);
      },
    );
    this.connection.listen();
  }

  static async start(path: string, options: object = {}): Promise<[Editor, InitializeResult]> {
    const editor = new Editor(pathToFileURL(resolve(path)).href);
    const result = await editor.connection.sendRequest<InitializeResult>('initialize', {
      ...{ processId: process.pid, rootUri: null, capabilities: {} },
      initializationOptions: options,
    });
    await editor.connection.sendNotification('initialized', {});
    return [editor, result];
  }

  /** Gives the text and waits for what is wrong with it. */
  async open(text: string): Promise<Diagnostic[]> {
    this.text = text;
    const found = this.nextDiagnostics();
    const textDocument = { uri: this.uri, languageId: 'bnn', version: this.version, text };
    await this.connection.sendNotification('textDocument/didOpen', { textDocument });
    return await found;
  }

  /** Tells of a file beside the model, open with a text or changed to it, and waits for what is wrong with the model then. */
  async beside(path: string, text: string, version = 1): Promise<Diagnostic[]> {
    const found = this.nextDiagnostics();
    const uri = pathToFileURL(resolve(path)).href;
    await (version === 1
      ? this.connection.sendNotification('textDocument/didOpen', {
          textDocument: { uri, languageId: 'bnn', version, text },
        })
      : this.connection.sendNotification('textDocument/didChange', {
          textDocument: { uri, version },
          contentChanges: [{ text }],
        }));
    return await found;
  }

  async change(text: string): Promise<Diagnostic[]> {
    this.text = text;
    const found = this.nextDiagnostics();
    const textDocument = { uri: this.uri, version: ++this.version };
    const contentChanges = [{ text }];
    await this.connection.sendNotification('textDocument/didChange', {
      textDocument,
      contentChanges,
    });
    return await found;
  }

  /** A request about the place where `words` stand, `offset` letters in. */
  async ask<T>(method: string, words: string, offset = 0, more: object = {}): Promise<T> {
    const position = this.placeOf(this.text.indexOf(words) + offset);
    return await this.request<T>(method, { position, ...more });
  }

  async request<T>(method: string, more: object = {}): Promise<T> {
    const textDocument = { uri: this.uri };
    return await this.connection.sendRequest<T>(`textDocument/${method}`, {
      textDocument,
      ...more,
    });
  }

  /** The exit status after an orderly end. */
  async end(): Promise<number | null> {
    const ended = new Promise<number | null>((done) => this.child.on('exit', done));
    await this.connection.sendRequest('shutdown');
    await this.connection.sendNotification('exit');
    return await ended;
  }

  textAt({ start, end }: { start: Place; end: Place }): string {
    return this.text.slice(this.offsetOf(start), this.offsetOf(end));
  }

  offsetOf({ line, character }: Place): number {
    const lines = this.text.split('\n').slice(0, line);
    return lines.reduce((sum, one) => sum + one.length + 1, 0) + character;
  }

  private placeOf(offset: number): Place {
    const lines = this.text.slice(0, offset).split('\n');
    return { line: lines.length - 1, character: lines.at(-1)!.length };
  }

  private nextDiagnostics(): Promise<Diagnostic[]> {
    return new Promise((resolve) => this.waiting.push(resolve));
  }
}
