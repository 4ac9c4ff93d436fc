import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import ts from 'typescript';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const COMPILED = ['src/base', 'src/expression', 'src/backend', 'src/engine', 'test/engine'];

/** The engine and the toy model as JavaScript, which is what worker threads and processes start from. */
export interface CompiledEngine {
  /** Address of a module of the repository, given its path there. */
  address(path: string): string;
  remove(): void;
}

/**
 * Translates the few folders that the engine needs, so that its threads are tested as they stand in
 * the sources, whatever `dist` holds. Lies in node_modules, from where packages are found.
 */
export function compileEngine(): CompiledEngine {
  const out = join(ROOT, 'node_modules', '.cache', `engine-${String(process.pid)}`);
  for (const folder of COMPILED) {
    for (const file of readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })) {
      if (file.endsWith('.ts') && !file.endsWith('.test.ts')) translate(join(folder, file), out);
    }
  }
  writeFileSync(join(out, 'package.json'), '{ "type": "module", "version": "0.0.0-test" }');
  return {
    address: (path) => pathToFileURL(join(out, path.replace(/\.ts$/, '.js'))).href,
    remove: () => {
      rmSync(out, { recursive: true, force: true });
    },
  };
}

function translate(file: string, out: string): void {
  const to = join(out, file.replace(/\.ts$/, '.js'));
  const { outputText } = ts.transpileModule(readFileSync(join(ROOT, file), 'utf8'), {
    compilerOptions: {
      target: ts.ScriptTarget.ES2023,
      module: ts.ModuleKind.ESNext,
      verbatimModuleSyntax: true,
    },
  });
  mkdirSync(dirname(to), { recursive: true });
  writeFileSync(to, outputText);
}
