import { expect, it } from 'vitest';
import { renderDiagnostic } from '../../src/base/diagnostic.js';

it('a diagnostic shows code, place, caret, reason and remedy', () => {
  const text = 'mu ~ normal(0, 5)\ntau ~ half_cuachy(5)\n';
  const start = text.indexOf('half_cuachy');
  const rendered = renderDiagnostic({
    code: 'BNN0201',
    severity: 'error',
    what: 'no distribution is called `half_cuachy`',
    why: 'a prior must name a distribution or a declared prior',
    instead: 'half_cauchy',
    source: { name: 'm.bnn', text },
    span: { start, end: start + 'half_cuachy'.length },
  });
  expect(rendered).toBe(
    [
      'error BNN0201: no distribution is called `half_cuachy`',
      '  --> m.bnn:2:7',
      '  |',
      '2 | tau ~ half_cuachy(5)',
      '  |       ^^^^^^^^^^^',
      '  why: a prior must name a distribution or a declared prior',
      '  instead: half_cauchy',
    ].join('\n'),
  );
});
