import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { protobuf, protobufFolder } from '../../src/schema/protobufjs.ts';

describe('protobufjs', () => {
  it('is the copy @grpc/proto-loader uses', () => {
    const loader = createRequire(createRequire(import.meta.url).resolve('@grpc/proto-loader'));
    expect(protobuf.parse).toBe((loader('protobufjs') as typeof protobuf).parse);
  });

  it('is not one that runs code from crafted schemas (CVE-2026-41242, fixed in 7.5.5)', () => {
    const { version } = createRequire(import.meta.url)(join(protobufFolder, 'package.json')) as { version: string };
    const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number);
    expect(major * 1e6 + minor * 1e3 + patch).toBeGreaterThanOrEqual(7_005_005);
  });

  it('brings the files of google/api', () => {
    expect(existsSync(join(protobufFolder, 'google/api/annotations.proto'))).toBe(true);
  });
});
