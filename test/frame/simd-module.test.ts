import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { compileKernel, hasCompiler, moduleText } from '../../.ci/kernel-module.mjs';
import { SIMD_MODULE } from '../../src/frame/simd-module.ts';

const canCompile = await hasCompiler();

describe('the compiled kernel', () => {
  it('is below 2 kB', () => {
    expect(Buffer.from(SIMD_MODULE, 'base64').length).toBeLessThan(2000);
  });

  it.skipIf(!canCompile)('is what its source compiles to: npm run build:kernel', async () => {
    const committed = readFileSync(new URL('../../src/frame/simd-module.ts', import.meta.url), 'utf8');
    expect(committed).toBe(moduleText(await compileKernel()));
  });
});
