import { defineMessages } from '../base/message.js';

/** What can be wrong with a command as typed: BNN06xx. */
export const CLI_MESSAGES = defineMessages({
  unknownOption: {
    code: 'BNN0601',
    what: 'no option is called `{option}`',
    why: '`bnn {command}` takes only the options that its help lists',
    instead: '{suggestion}',
  },
  unknownCommand: {
    code: 'BNN0602',
    what: 'no command is called `{name}`',
    why: 'the first word after `bnn` must be one of its commands',
    instead: '{suggestion}',
  },
  missingOperand: {
    code: 'BNN0603',
    what: '`bnn {command}` needs {operand}',
    why: 'nothing was given in its place',
    instead: '{usage}',
  },
  missingValue: {
    code: 'BNN0604',
    what: '`{option}` needs a value',
    why: 'the command line ends where its value should stand',
    instead: '{option} {form}',
  },
  missingOption: {
    code: 'BNN0605',
    what: '`bnn {command}` needs `{option}`',
    why: 'without it there is nothing to work on: {doc}',
    instead: '{usage}',
  },
  excessOperand: {
    code: 'BNN0606',
    what: '`{given}` is one argument too many',
    why: '`bnn {command}` takes {count} before its options',
    instead:
      'quote a value that holds spaces, as in --prior "tau ~ half_normal(1)"; usage: {usage}',
  },
  notANumber: {
    code: 'BNN0607',
    what: '`{option} {given}` is not {kind}',
    why: '`{option}` takes {kind}',
    instead: '{option} {example}',
  },
  outOfRange: {
    code: 'BNN0608',
    what: '`{option} {given}` is out of range',
    why: '{name} must be {range}',
    instead: '{option} {example}',
  },
  missingFile: {
    code: 'BNN0609',
    what: 'there is no file `{path}`',
    why: 'the model is read from it',
    instead: 'check the spelling; a path is relative to the directory you are in',
  },
  notAChoice: {
    code: 'BNN0611',
    what: '`{option} {given}` is not a choice',
    why: '`{option}` is one of {choices}',
    instead: '{option} {example}',
  },
  malformedBinding: {
    code: 'BNN0612',
    what: '`--bind {given}` does not bind a name to a column',
    why: 'a binding is a field of the data block, `=`, and a column or a range of columns',
    instead: "--bind y=price, or --bind 'x=first..last'",
  },
  malformedPrior: {
    code: 'BNN0613',
    what: '`--prior {given}` is not a prior',
    why: 'a prior is a quantity of the model, `~`, and a distribution',
    instead: "--prior 'tau ~ half_normal(1)'",
  },
  malformedRun: {
    code: 'BNN0619',
    what: '`--run {given}` does not give a run a name',
    why: 'a run is a name that the model calls it by, `=`, and a directory',
    instead: '--run pilot=runs/a',
  },
  givenTwice: {
    code: 'BNN0614',
    what: '`{option}` is given {count} times',
    why: 'it takes one value, and which is meant cannot be told',
    instead: '{option} {example}',
  },
  notReadable: {
    code: 'BNN0610',
    what: '`{path}` cannot be read',
    why: 'the file system answers: {reason}',
    instead: 'check that it is a file and that you may read it',
  },
  missingCommand: {
    code: 'BNN0615',
    what: 'no command is given',
    why: '`bnn` alone does nothing',
    instead: 'bnn --help',
  },
  emptyValue: {
    code: 'BNN0616',
    what: '`{option}` is given an empty value',
    why: 'an empty text names nothing',
    instead: '{option} {example}',
  },
  exclusive: {
    code: 'BNN0617',
    what: '`{first}` and `{second}` exclude each other',
    why: 'one document is printed, and which is meant cannot be told',
    instead: 'leave one of them out',
  },
  notFormatted: {
    code: 'BNN0618',
    what: '`{file}` is not laid out as `bnn fmt` does',
    why: '`--check` asks that nothing would change',
    instead: 'bnn fmt {file}',
  },
  noActivations: {
    code: 'BNN0620',
    what: 'no activation of {model} has parameters to learn',
    why: 'a fixed activation has the same shape before and after a run: `bnn lib plot` draws it',
    instead: 'activation = swish(beta ~ gamma(4, rate = 2))',
  },
  fileSystem: {
    code: 'BNN0698',
    what: 'the operating system refused: {reason}',
    why: 'the command could not read or write what it needs',
    instead: 'check the path, its permissions and the space left, then run the command again',
  },
  internal: {
    code: 'BNN0699',
    what: 'bnn failed in a way that it should not: {reason}',
    why: 'this is a fault of bnn, not of your model or data',
    instead: 'please report it with the model, the command and this line',
  },
});
