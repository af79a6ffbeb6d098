import { describe, expect, it } from 'vitest';
import * as help from '../../src/cli/help.ts';

describe('the help', () => {
  it('begins with examples people can run, and has the exit codes', () => {
    expect(help.EXAMPLES).toContain('grpc-validate stream --job 12-70788');
    for (const code of ['0', '1', '2', '3', '4', '70', '130', '143'])
      expect(help.EXAMPLES).toMatch(new RegExp(`\\b${code} \\w`));
  });

  it('lists every fault and quirk of the simulator', () => {
    expect(help.serveTables()).toMatch(/^ {2}nan +\S/m);
    expect(help.serveTables()).toMatch(/^ {2}wrong-id +stream --sensor-ids/m);
    expect(help.serveTables()).toMatch(/^ {2}unpacked +\S/m);
  });

  it('lists every fault of the session server with what it counts', () => {
    expect(help.sessionTables()).toMatch(/^ {2}drop-ack@N +ack +\S/m);
    expect(help.sessionTables()).toMatch(/^ {2}late-ping@N\[:duration\] +ping +\S/m);
  });
});
