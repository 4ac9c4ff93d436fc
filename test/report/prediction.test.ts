import { expect, it } from 'vitest';
import { renderPrediction, type Prediction } from '../../src/report/index.js';

const of = (...values: number[]) => Float64Array.of(...values);

const numeric: Prediction = {
  targets: [
    {
      ...{ kind: 'numeric', name: 'y', rows: 3 },
      ...{ mean: of(1.234, 22, 3), sd: of(0.1, 0.5, 0) },
      ...{ q5: of(1.07, 21.2, 3), q50: of(1.23, 22, 3), q95: of(1.4, 22.8, 3) },
      ...{ observed: of(1, 22.3, 3), scores: { rmse: 0.4532, meanLpd: -1.2345 } },
    },
  ],
};

const classes: Prediction = {
  targets: [
    {
      ...{ kind: 'class', name: 'species', rows: 2, classes: ['a', 'b', 'c'] },
      ...{ probabilities: of(0.1, 0.2, 0.7, 0.5, 0.2, 0.3), predicted: ['c', 'a'] },
      ...{ observed: ['c', 'b'], scores: { accuracy: 0.5, meanLpd: -0.9 } },
    },
  ],
};

it('shows rows to the digits that the predictive sd supports, and the scores', () => {
  expect(renderPrediction(numeric, { color: false, limit: 2 })).toBe(
    [
      'y',
      'row   mean    sd    5 %   50 %   95 %  observed',
      '  1   1.23  0.10   1.07   1.23   1.40      1.00',
      '  2  22.00  0.50  21.20  22.00  22.80     22.30',
      '1 more row, not shown',
      'RMSE 0.4532, mean log predictive density -1.234, over 3 rows',
    ].join('\n'),
  );
});

it('shows class probabilities', () => {
  expect(renderPrediction(classes, { color: false })).toBe(
    [
      'species',
      'row  class   p(a)   p(b)   p(c)  observed',
      '  1  c      0.100  0.200  0.700  c',
      '  2  a      0.500  0.200  0.300  b',
      'accuracy 50.0 %, mean log predictive density -0.9000, over 2 rows',
    ].join('\n'),
  );
});

it('drops probabilities of the last classes where the terminal is narrow', () => {
  const text = renderPrediction(classes, { color: false, width: 36 });
  expect(text).toContain('p(b)');
  expect(text).not.toContain('p(c)');
  expect(text).toContain('observed');
});

it('shows targets without a known truth, one after the other', () => {
  const { observed, scores, ...bare } = numeric.targets[0]!;
  expect([observed, scores]).toHaveLength(2);
  const text = renderPrediction(
    { targets: [bare as (typeof numeric.targets)[0], classes.targets[0]!] },
    { color: false },
  );
  expect(text).not.toContain('RMSE');
  expect(text).toContain('\n\nspecies\n');
});
