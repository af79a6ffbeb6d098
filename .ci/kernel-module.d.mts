export function compileKernel(): Promise<Buffer>;
export function moduleText(binary: Buffer): string;
export function hasCompiler(): Promise<boolean>;
