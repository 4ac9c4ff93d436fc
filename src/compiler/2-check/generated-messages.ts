import { defineMessages } from '../../base/message.js';

/** What can be wrong with `~` in a generated block. */
export const generatedMessages = defineMessages({
  drawRead: {
    code: 'BNN0267',
    what: 'this depends on {name}, which is drawn in generated',
    why: 'a generated quantity follows from the posterior: it is drawn after the unknowns, and cannot inform them',
    instead: 'declare {name} outside of generated, if it is an unknown of the model',
  },
  noSampler: {
    code: 'BNN0268',
    what: '{name} cannot be drawn from {distribution}',
    why: 'an improper distribution has no draws',
    instead: 'give it a proper distribution, or compute it with =',
  },
  noShape: {
    code: 'BNN0269',
    what: 'the parameters of {distribution} have shapes that do not fit: {shapes}',
    why: 'what is drawn has the shape that its parameters have together',
    instead: 'say the shape of what is drawn, as in y_rep[n] ~ ..., and index what does not fit it',
  },
});
