import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const command = fileURLToPath(new URL('../../bench/calibration.mjs', import.meta.url));

it('measures a scripted cadence over loopback without gross error (skipped where this machine is too busy to tell)', ({
  skip,
}) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [command, '--gross'], {
    encoding: 'utf8',
    timeout: 60_000,
  });
  skip(status === 75, `three suspect runs: ${stdout}`);
  expect(status, `${stdout}${stderr}`).toBe(0);
}, 70_000);
