import { describe, expect, it } from 'vitest';
import { callPart, sentWords } from '../../src/report/call-part.ts';
import { styleOf } from '../../src/report/style.ts';
import { passed } from '../support/result-samples.ts';

const style = styleOf({ colour: false, width: 100 });
const call = { method: 'a.B/C', kind: 'unary' } as const;

describe('callPart', () => {
  it('is empty for frames, and for a call that shows nothing of itself', () => {
    expect(callPart(passed, style)).toEqual([]);
    expect(callPart({ ...passed, call }, style)).toEqual([]);
  });

  it('shows metadata, safe to print', () => {
    const shown = {
      ...call,
      headers: [{ key: 'x-served-by', value: 'a\u001b[31mb' }],
      trailers: [],
    };
    const [headers, trailers] = callPart({ ...passed, call: shown }, style);
    expect(headers).toBe('headers\n  x-served-by: a\\u001b[31mb');
    expect(trailers).toBe('trailers\n  none');
  });
});

describe('sentWords', () => {
  it('says what was sent, once something was', () => {
    expect(sentWords({ ...call, sent: { messages: 3, bytes: 2048 } })).toBe('3 messages, 2.0 KiB');
    expect(sentWords(call)).toBeNull();
    expect(sentWords(null)).toBeNull();
  });
});
