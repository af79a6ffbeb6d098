import { defineConfig } from 'vitest/config';
import config from './vitest.config.ts';

/** Its times are right only while nothing else runs. */
const ALONE = 'test/stories/calibration.test.ts';

/** `npm run stories`: two files at a time, for most of a story is waiting; what measures time first, by itself. */
export default defineConfig({
  test: {
    maxConcurrency: config.test?.maxConcurrency ?? 4,
    projects: [
      { test: { ...config.test, name: 'alone', include: [ALONE], sequence: { groupOrder: 0 } } },
      {
        test: {
          ...config.test,
          name: 'stories',
          include: ['test/stories/*.test.ts'],
          exclude: [ALONE],
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
