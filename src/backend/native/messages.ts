import { defineMessages } from '../../base/message.js';

/** What can keep native code from being used: BNN07xx. */
export const NATIVE_MESSAGES = defineMessages({
  noNativeCode: {
    code: 'BNN0701',
    severity: 'warning',
    what: 'the model runs on the {fallback} backend, not as native code, because {reason}',
    why: 'native code needs a C compiler, and is used only where its results agree with those of that backend',
    instead: 'put `cc` or `clang` on the path, or name one in the variable `CC`',
  },
});
