import { defineMessages } from '../../base/message.js';

/** What can be wrong with priors and activations that a text declares or uses. */
export const templateMessages = defineMessages({
  useName: {
    code: 'BNN0250',
    what: '{where} has no {what} called {name}',
    why: 'use takes priors and activations from another file, or from the standard library',
    instead: '{remedy}',
  },
  useFile: {
    code: 'BNN0251',
    what: 'the file {path} cannot be used: {reason}',
    why: 'the path after from is read from the folder of the file that says it',
    instead: 'correct the path, or leave out from for what the standard library has',
  },
  useCycle: {
    code: 'BNN0252',
    what: 'the file {path} uses itself: {reason}',
    why: 'a file is read after the files that it uses',
    instead: 'move what both need to a third file',
  },
  activationResult: {
    code: 'BNN0253',
    what: 'the activation {name} never says what its value is',
    why: 'in a block the statement of the name of the activation is its value',
    instead: 'add {name} = ... to the block',
  },
  activationRandom: {
    code: 'BNN0254',
    what: '{name} is declared with ~ inside the activation {activation}',
    why: 'an activation is a function: what is unknown about it are its parameters',
    instead: 'make it a parameter with a prior: {activation}(x; {name} ~ ...)',
  },
  noGroups: {
    code: 'BNN0255',
    what: '{name} is one number, and the prior {prior} is for groups of elements',
    why: 'inputs and units are axes of an array: rows and columns of a weight',
    instead: 'choose a prior without groups for {name}',
  },
  badRepetition: {
    code: 'BNN0256',
    what: '{problem}',
    why: 'sum(... for j in 1:4) is written out, one term for each number',
    instead: 'write sum(c[j] * max(x - j, 0) for j in 1:4)',
  },
});
