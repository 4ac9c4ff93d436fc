import { defineMessages } from '../../base/message.js';

/** What can be wrong with distributions that are made of others. */
export const combinedMessages = defineMessages({
  combination: {
    code: 'BNN0290',
    what: '{name} cannot be made: {problem}',
    why: 'truncated, mixture and censored make one distribution of others, whose mass must be known',
    instead: 'change what stands inside it; {usage} shows how it is written',
  },
  censoredUnknown: {
    code: 'BNN0299',
    what: '{name} cannot have the distribution {distribution}',
    why: 'censoring is in what is seen of a value; an unknown is not seen at all',
    instead: 'write the distribution inside it, or truncated(...) where values end at bounds',
  },
});
