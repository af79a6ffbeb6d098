import { defineConfig } from 'vitest/config';

/** `npm run witness`: plays every misbehaving peer to every client and writes docs/witness.md. */
export default defineConfig({ test: { include: ['test/witness/write.ts'] } });
