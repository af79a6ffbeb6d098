import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 20_000,
    // Modules are loaded once for all files of a worker: loading them anew for each takes five times as long as the tests.
    isolate: false,
    // By default one processor is left idle: half of a machine of two.
    maxWorkers: '100%',
    // Real sockets and processes on a busy machine: what fails is tried once more in CI, and the report says so.
    retry: process.env['CI'] ? 1 : 0,
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
