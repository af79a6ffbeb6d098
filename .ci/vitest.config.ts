import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 20_000,
    // Stories run two processes each: more at a time, and a small machine measures its own queue.
    maxConcurrency: 4,
    hookTimeout: 30_000,
    coverage: {
      provider: 'v8',
      include: ['src/**/*.ts'],
      reporter: ['text-summary', 'lcovonly'],
      reportsDirectory: 'coverage',
      thresholds: { lines: 90 },
    },
  },
});
