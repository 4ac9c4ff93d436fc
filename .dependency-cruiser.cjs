// The floors of the house: imports go down only.
const floor = (name, path, forbidden) => ({
  name,
  severity: 'error',
  from: { path },
  to: { path: forbidden },
});
module.exports = {
  forbidden: [
    floor('base-is-the-ground', '^src/base/', '^(src/(?!base/)|grammar/)'),
    floor('expression-knows-no-model', '^src/expression/', '^(src/(?!base/|expression/)|grammar/)'),
    floor(
      'library-is-data',
      '^src/library/',
      '^(src/(samplers|compiler|engine|backend|diagnostics|report|exchange|cli)/|grammar/)',
    ),
    floor(
      'backend-knows-no-model',
      '^src/backend/',
      '^(src/(?!base/|expression/|backend/)|grammar/)',
    ),
    floor('samplers-take-closures', '^src/samplers/', '^(src/(?!base/|samplers/)|grammar/)'),
    floor(
      'compiler-below-engine',
      '^src/compiler/',
      '^src/(engine|diagnostics|report|exchange|cli|lsp)/',
    ),
    floor(
      'engine-knows-chains-only',
      '^src/engine/',
      '^(src/(expression|library|diagnostics|report|exchange|cli|lsp)/|grammar/)',
    ),
    floor('the-protocol-is-a-face', '^src/(?!cli/commands/lsp[.]ts|lsp/)', '^src/lsp/'),
    floor('diagnostics-over-draws', '^src/diagnostics/', '^(src/(?!base/|diagnostics/)|grammar/)'),
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'chevrotain-in-grammar-only',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/compiler/1-parse/' },
      to: { path: 'node_modules/chevrotain' },
    },
    {
      name: 'files-and-processes-in-their-places',
      severity: 'error',
      from: {
        path: '^src/',
        pathNot: '^src/(cli/|index[.]ts|exchange/|engine/run-store/|backend/native/toolchain/)',
      },
      to: { path: '^(node:)?(fs|child_process)(/|$)' },
    },
    {
      name: 'seedrandom-in-random-only',
      severity: 'error',
      from: { pathNot: '^src/base/random/' },
      to: { path: 'node_modules/seedrandom' },
    },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
  },
};
