import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const SOURCE = 'src/frame/assembly/float32.ts';

/** Whether AssemblyScript is installed. Its types are kept out of ours: they declare an Array of their own. */
export function hasCompiler() {
  return import('assemblyscript/asc').then(
    () => true,
    () => false,
  );
}

/** The kernel as a WebAssembly binary. */
export async function compileKernel() {
  const { default: asc } = await import('assemblyscript/asc');
  const files = new Map();
  const options = '-O3 --noAssert --runtime stub --enable simd --disable bulk-memory --importMemory';
  const { error } = await asc.main([SOURCE, ...options.split(' '), '--outFile', 'kernel.wasm'], {
    readFile: (name) =>
      name === SOURCE ? readFile(fileURLToPath(new URL(`../${SOURCE}`, import.meta.url)), 'utf8') : null,
    writeFile: (name, content) => void files.set(name, content),
    listFiles: () => [],
  });
  if (error) throw error;
  return Buffer.from(files.get('kernel.wasm'));
}

/** The source file that carries a binary. */
export function moduleText(binary) {
  const lines = binary.toString('base64').match(/.{1,100}/g);
  return `/** The kernel of assembly/float32.ts as a WebAssembly binary, base64; made by \`npm run build:kernel\`. */
export const SIMD_MODULE: string =
  ${lines.map((line) => `'${line}'`).join(' +\n  ')};
`;
}
