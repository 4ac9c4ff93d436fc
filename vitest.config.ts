import { defineConfig } from 'vitest/config';

// Statistical tests take seconds of work; on a loaded machine a limit near that would fail them for no fault.
export default defineConfig({
  test: {
    testTimeout: 180_000,
    hookTimeout: 180_000,
    maxWorkers: '100%',
    setupFiles: ['test/fixed-seed.ts'],
  },
});
