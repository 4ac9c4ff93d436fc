import { systemToolchain } from '../../../src/backend/native/toolchain/system-toolchain.js';

/** Why tests of native code cannot run here; undefined where they can. */
export function missingCompiler(): string | undefined {
  try {
    systemToolchain().macros();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
