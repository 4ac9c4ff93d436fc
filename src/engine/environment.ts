import type { Executor } from './executors/executor.js';
import { inProcess } from './executors/in-process.js';
import { threads } from './executors/threads.js';
import { COMPILER } from './entries.js';
import type { FactoryAddress } from './model-factory.js';

/** What a session runs with. It changes no draw of a given model. */
export interface Environment {
  readonly factory: FactoryAddress;
  readonly executor: Executor;
}

/**
 * The compiler, on worker threads. Run from the TypeScript sources, as tests do, there is no
 * JavaScript entry for a thread to start from, and the chains run in this one.
 */
export const PRODUCTION: Environment = {
  factory: COMPILER,
  executor: import.meta.url.endsWith('.js') ? threads : inProcess,
};
