import { defineCommand, type Command } from '../command.js';
import { bashCompletion, fishCompletion, zshCompletion } from '../completion.js';

const SHELLS = { bash: bashCompletion, zsh: zshCompletion, fish: fishCompletion };

/** Completes the commands that it is given, and itself. */
export function completionOf(others: readonly Command[]): Command {
  const completion: Command = defineCommand({
    name: 'completion',
    summary: 'print a script that completes bnn in a shell',
    detail:
      'Prints a script made from the commands and options of this version: names of commands, options, ' +
      'the values of options that take one of a few, and files.',
    operand: {
      ...{ name: '<shell>', doc: 'bash, zsh or fish', choices: ['bash', 'zsh', 'fish'] },
    },
    options: {},
    examples: [
      { line: 'eval "$(bnn completion bash)"', doc: 'in ~/.bashrc' },
      { line: 'eval "$(bnn completion zsh)"', doc: 'in ~/.zshrc, after compinit' },
      {
        line: 'bnn completion fish > ~/.config/fish/completions/bnn.fish',
        doc: 'once, for fish',
      },
    ],
    run: (shell) => {
      const script = SHELLS[shell as keyof typeof SHELLS]([...others, completion]);
      return Promise.resolve({
        status: 0,
        document: () => ({ shell, script }),
        text: () => script,
      });
    },
  });
  return completion;
}
