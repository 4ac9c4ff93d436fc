import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { randomImages } from './random-images.js';
import { worstDifference } from './random-rows.js';
import { ROW_BACKENDS } from './row-backends.js';

describe('schedules on random models of images', () => {
  it.each(ROW_BACKENDS)('%s: as node by node', (_, backend, tolerance) => {
    fc.assert(
      fc.property(randomImages, (graph) => {
        expect(worstDifference(backend, graph)).toBeLessThan(tolerance);
      }),
      { numRuns: 20, seed: 11, endOnFailure: true },
    );
  });
});
