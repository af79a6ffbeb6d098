import { spawnSync } from 'node:child_process';

/** Whether the openssl program is there; tests that judge by it skip visibly without. */
export const HAS_OPENSSL: boolean = spawnSync('openssl', ['version']).status === 0;

/** Runs openssl to its end; what it printed, and whether it was content. */
export function openssl(args: readonly string[], cwd: string): { readonly ok: boolean; readonly text: string } {
  const { status, stdout, stderr } = spawnSync('openssl', args, { cwd, encoding: 'utf8' });
  return { ok: status === 0, text: stdout + stderr };
}
