import { defineMessages } from '../base/message.js';

/** What can stand between a compiled model and the machine: BNN08xx. */
export const BACKEND_MESSAGES = defineMessages({
  noSimd: {
    code: 'BNN0801',
    what: 'this engine runs no WebAssembly with SIMD',
    why: 'the wasm backend is written in 128-bit vectors, and the engine refuses them',
    instead: 'ask for `--backend evaluator`, or leave `--backend` out and the choice to bnn',
  },
  fellBack: {
    code: 'BNN0802',
    severity: 'warning',
    what: 'this engine runs no WebAssembly with SIMD, so the plain evaluator is used',
    why: 'it computes the same values, several times slower',
    instead: 'run with Node 20.19 or later where speed matters',
  },
  tooLarge: {
    code: 'BNN0803',
    what: 'the model needs {needed} of memory, and there are {limit}',
    why: 'data and intermediate results of one thread lie in one memory of at most 4 GiB',
    instead: 'take fewer rows or a smaller network; `--precision f32` halves what networks need',
  },
  otherMachine: {
    code: 'BNN0804',
    what: 'this run was begun with fused multiply-add, which this engine does not have',
    why: 'without it draws would differ in their last bits, and the run would not be one run',
    instead:
      'continue it with the Node version that began it; `--reproducible` runs continue anywhere',
  },
  noNativeCode: {
    code: 'BNN0805',
    severity: 'warning',
    what: 'the model runs on the {fallback} backend, not as native code, because {reason}',
    why: 'native code needs a C compiler, and is used only where its results agree with those of that backend',
    instead: 'put `cc` or `clang` on the path, or name one in the variable `CC`',
  },
  noNativeHere: {
    code: 'BNN0806',
    what: 'this run was begun as native code, which cannot be had here: {reason}',
    why: 'other code would give other bits, so that the run would not be one run',
    instead: 'continue it where it was begun, or sample again with `--backend wasm`',
  },
});
