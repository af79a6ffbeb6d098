import { describe, expect, it } from 'vitest';
import { readDescriptionFile } from '../../../src/run/focus/description-file.ts';
import { healthyReply } from '../../support/focus-server.ts';
import { scratchFile } from '../../support/scratch.ts';

const file = (more = {}): string => scratchFile('description.json', JSON.stringify(healthyReply(more)));

describe('readDescriptionFile', () => {
  it('reads the JSON a server would have sent', () => {
    expect(readDescriptionFile(file())).toMatchObject({ jobId: '12-70788', port: 50_051, streamAmount: 3 });
  });

  it('refuses a file that contradicts itself, with its path and all it says', () => {
    const path = file({ frequencies_amount: 63, channel_amount: 51 });
    expect(() => readDescriptionFile(path)).toThrow(
      expect.objectContaining({
        code: 'config',
        exitCode: 2,
        message: `${path} contradicts itself: frequencies_list has 64 entries, frequencies_amount is 63; channel_amount is 51, channel_to_stream_index has 50 channels`,
      }) as Error,
    );
  });

  it('names five contradictions and counts the others', () => {
    const wrong = { channel_amount: 0, frequencies_amount: 0, stream_amount: 0, lines_dt: 0, stream_port: 0 };
    const path = file({ ...wrong, stream_url: '???' });
    expect(() => readDescriptionFile(path)).toThrow(/; and 1 more$/);
  });

  it('leaves a silent source to the rule', () => {
    expect(readDescriptionFile(file({ metadata: { prr: 0 } })).contradictions).toEqual(['no-live-source: prr is 0']);
  });

  it('refuses what is no object', () => {
    expect(() => readDescriptionFile(scratchFile('description.json', '[]'))).toThrow(/:1: must be a JSON object$/);
  });
});
