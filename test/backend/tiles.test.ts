import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { randomRows, worstDifference } from './random-rows.js';
import { ROW_BACKENDS } from './row-backends.js';

describe('schedules on random models of data rows', () => {
  it.each(ROW_BACKENDS)('%s: as node by node', (_, backend, tolerance) => {
    fc.assert(
      fc.property(randomRows, (graph) => {
        expect(worstDifference(backend, graph)).toBeLessThan(tolerance);
      }),
      { numRuns: 300 },
    );
  });
});
