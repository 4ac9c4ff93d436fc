import { workspace, type ExtensionContext } from 'vscode';
import { LanguageClient, TransportKind, type ServerOptions } from 'vscode-languageclient/node';

let client: LanguageClient | undefined;

/** Starts `bnn lsp` for the first model that is opened. */
export async function activate(context: ExtensionContext): Promise<void> {
  const settings = workspace.getConfiguration('bnn');
  const data = settings.get<string>('data', '');
  client = new LanguageClient('bnn', 'bnn', serverOf(settings.get<string>('command', 'bnn')), {
    documentSelector: [{ language: 'bnn' }],
    // Models use others, which may change where they are not open.
    synchronize: { fileEvents: workspace.createFileSystemWatcher('**/*.bnn') },
    initializationOptions: {
      ...(data !== '' && { data }),
      bindings: settings.get<string[]>('bindings', []),
      runs: settings.get<string[]>('runs', []),
    },
  });
  context.subscriptions.push(client);
  await client.start();
}

export async function deactivate(): Promise<void> {
  await client?.stop();
}

/** A script is run by the editor's own Node; anything else is a command. */
function serverOf(command: string): ServerOptions {
  return command.endsWith('.js')
    ? { module: command, args: ['lsp'], transport: TransportKind.stdio }
    : { command, args: ['lsp'], options: { shell: process.platform === 'win32' } };
}
