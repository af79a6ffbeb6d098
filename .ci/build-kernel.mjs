// Compiles the AssemblyScript kernel into src/frame/simd-module.ts: `npm run build:kernel`. Its output is committed, so
// that an installation needs no compiler; test/frame/simd-module.test.ts compiles it again and compares.
import { writeFileSync } from 'node:fs';
import { compileKernel, moduleText } from './kernel-module.mjs';

writeFileSync(new URL('../src/frame/simd-module.ts', import.meta.url), moduleText(await compileKernel()));
