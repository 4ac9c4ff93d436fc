// The package as a few files: loading some 700 modules, those of dependencies among them, took half a second a thread.
import { build } from 'esbuild';

await build({
  entryPoints: [
    'src/cli/main.ts',
    'src/index.ts',
    'src/compiler/compile.ts',
    'src/engine/executors/worker.ts',
  ],
  outdir: 'dist/bnn',
  entryNames: '[name]',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  define: { BUNDLED: 'true' },
  legalComments: 'linked',
  // Dependencies in CommonJS call `require` for the modules of Node.
  banner: {
    js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
  },
});
