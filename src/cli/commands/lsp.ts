import { defineCommand } from '../command.js';
import { toggle } from '../option.js';

export const lsp = defineCommand({
  name: 'lsp',
  summary: 'serve an editor',
  detail:
    'A language server (Language Server Protocol) on standard input and output: problems as you type, hover, ' +
    'completion, definitions, references, renaming, layout, an outline, and the sampler of every declaration where ' +
    'data are known: those given as `data` in the initialization options, else a file beside the model called like it, ' +
    '`data` or `train` (.json or .csv). Editors start it; nobody else needs to.',
  operand: { name: '', doc: '', takes: 'none' },
  options: {
    stdio: toggle(
      '--stdio',
      'speak on standard input and output, as it always does: many clients say so',
    ),
  },
  examples: [{ line: 'bnn lsp', doc: 'what an editor runs' }],
  run: async () => {
    // Loaded when asked for: no other command needs the protocol.
    const { serve } = await import('../../lsp/server.js');
    await serve();
    return { status: 0, document: () => ({}), text: () => '' };
  },
});
