import { extname } from 'node:path';

/** Defined where all entries of the package are bundled into one folder. */
declare const BUNDLED: boolean;
const bundled = typeof BUNDLED !== 'undefined' && BUNDLED;

/** The module that a worker thread starts from. */
export const WORKER = new URL(bundled ? './worker.js' : './executors/worker.js', import.meta.url);

/** The compiler's module, in the sources, in what they are compiled to, and in a bundle. */
export const COMPILER = new URL(
  bundled ? './compile.js' : `../compiler/compile${extname(import.meta.url)}`,
  import.meta.url,
).href;
