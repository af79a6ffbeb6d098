import { describe, expect, it } from 'vitest';
import { FIXTURES_EXAMPLES } from '../../src/cli/help-fixtures.ts';
import { run } from '../../src/cli/program.ts';
import { testIo } from '../support/io.ts';

describe('the help of fixtures', () => {
  it('shows examples of commands that exist', async () => {
    const names = [...FIXTURES_EXAMPLES.matchAll(/grpc-validate fixtures (\w+)/g)].map(([, name = '']) => name);
    expect(names.length).toBeGreaterThan(1);
    for (const name of names) {
      const io = testIo();
      expect([name, await run(['fixtures', name, '--help'], io)]).toEqual([name, 0]);
      expect(io.out()).toContain(`Usage: grpc-validate fixtures ${name}`);
    }
  });
});
