import { createHash } from 'node:crypto';
import { constants } from 'node:os';
import {
  build,
  buildFlags,
  findCompiler,
  PATIENCE_MILLISECONDS,
  type Compiler,
} from './compiler.js';
import { ObjectCache } from './object-cache.js';
import {
  ToolchainFailure,
  type BuildOptions,
  type LoadedObject,
  type Toolchain,
} from './toolchain.js';

/** The C compiler of the system, asked only when the first program is wanted, and given up after a while. */
export function systemToolchain(milliseconds = PATIENCE_MILLISECONDS): Toolchain {
  let known: { compiler: Compiler; cache: ObjectCache } | undefined;
  const tools = () => (known ??= { compiler: findCompiler(), cache: new ObjectCache() });
  return {
    macros: () => tools().compiler.macros,
    load(text, options) {
      const { compiler, cache } = tools();
      const key = keyOf(text, options, compiler);
      const path = cache.path(key, (output) => {
        build(compiler, text, buildFlags(options), output, milliseconds);
      });
      try {
        return loadObject(path);
      } catch (error) {
        cache.forget(key);
        const why = error instanceof Error ? error.message : String(error);
        throw new ToolchainFailure(`what it built cannot be loaded: ${why}`);
      }
    },
  };
}

/** The macros tell the version of the compiler and the features of the processor. */
function keyOf(text: string, options: BuildOptions, { command, macros }: Compiler): string {
  const hash = createHash('sha256');
  hash.update(JSON.stringify([process.arch, command, buildFlags(options), [...macros].sort()]));
  return hash.update(text).digest('hex');
}

function loadObject(path: string): LoadedObject {
  const module = { exports: {} };
  process.dlopen(module, path, constants.dlopen.RTLD_NOW);
  return module.exports as LoadedObject;
}
