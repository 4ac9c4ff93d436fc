import { defineMessages } from '../base/message.js';

/** What can be wrong with a request to the standard library. */
export const LIB_MESSAGES = defineMessages({
  unknownName: {
    code: 'BNN0650',
    what: 'the standard library has nothing called {name}',
    why: 'it holds activations and priors; distributions, functions and layers are part of the language',
    instead: '{remedy}',
  },
  wrongAction: {
    code: 'BNN0651',
    what: '`bnn lib {given}` is none of its three forms',
    why: 'list takes no name, show and plot take one, and only plot takes --svg',
    instead: 'write `bnn lib list`, `bnn lib show NAME` or `bnn lib plot NAME`',
  },
});
