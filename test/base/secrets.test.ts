import { assert, property, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bareUrl, HIDDEN, Secrets, secretsOfUrl } from '../../src/base/secrets.ts';
import { printable } from '../../src/base/text.ts';

function knowing(...texts: string[]): Secrets {
  const secrets = new Secrets();
  for (const text of texts) secrets.add(text);
  return secrets;
}

describe('redact', () => {
  it('leaves texts alone that hold no secret', () => {
    expect(knowing().redact('hunter22')).toBe('hunter22');
    expect(knowing('hunter22').redact('a hunter')).toBe('a hunter');
  });

  it.each([
    ['whole', 'hunter22', HIDDEN],
    ['inside a text, twice', 'a hunter22 b hunter22!', `a ${HIDDEN} b ${HIDDEN}!`],
    ['in other letters', 'HUNTER22', HIDDEN],
    ['inside a word', 'xhunter22x', `x${HIDDEN}x`],
    ['in bytes that came as base64', Buffer.from('\u0008\u0012you sent hunter22').toString('base64'), HIDDEN],
  ])('hides a secret %s', (_, text, shown) => {
    expect(knowing('hunter22').redact(text)).toBe(shown);
  });

  it('hides bytes that hold a secret inside a longer text, and where they were cut off', () => {
    const bytes = (text: string): string => Buffer.from(text).toString('base64');
    const secrets = knowing('hunter22-and-more');
    expect(secrets.redact(`details: ${bytes('you sent hunter22-and-more')}; end`)).toBe(`details: ${HIDDEN}; end`);
    expect(secrets.redact(`x${bytes('you sent hunter22-and-more')}`)).toBe(HIDDEN);
    const cut = `${bytes('you sent hunter22-and-more').slice(0, 24)}... (36 characters)`;
    expect(secrets.redact(cut)).toBe(`${HIDDEN}... (36 characters)`);
    expect(secrets.redact(bytes('you sent something else'))).toBe(bytes('you sent something else'));
  });

  it('hides what is left of a secret that was cut off in its middle', () => {
    const text = `denied: ${'x'.repeat(380)} hunter22-and-more`;
    expect(printable(text)).toContain('hunter22-an... (');
    expect(knowing('hunter22-and-more').redact(printable(text))).toMatch(/x \(hidden\)\.\.\. \(\d+ characters\)$/);
    expect(knowing('other-secret').redact(printable(text))).toBe(printable(text));
  });

  it('hides the longest where one is part of another', () => {
    expect(knowing('token-1', 'Bearer token-1').redact('got Bearer token-1, token-1')).toBe(`got ${HIDDEN}, ${HIDDEN}`);
  });

  it('hides a short one only where it stands alone, and takes a shorter one for a word', () => {
    const secrets = knowing('stream', 'job');
    expect(secrets.redact('stream: streaming a job')).toBe(`${HIDDEN}: streaming a job`);
  });

  it('hides a secret in the forms it is written in elsewhere', () => {
    const secret = 'p@ss "word" ü';
    const told = knowing(secret);
    expect(told.redact(JSON.stringify({ a: secret }))).toBe(`{"a":"${HIDDEN}"}`);
    expect(told.redact(`?k=${encodeURIComponent(secret)}`)).toBe(`?k=${HIDDEN}`);
    const all = [...Buffer.from(secret)].map((byte) => `%${byte.toString(16)}`).join('');
    expect(told.redact(`grpc-message: ${all}`)).toBe(`grpc-message: ${HIDDEN}`);
  });

  it('never leaves a secret, whatever it is made of', () => {
    assert(
      property(string({ minLength: 8 }), string(), string(), (secret, before, after) => {
        const clean = knowing(secret).redact(before + secret + after);
        expect(secret.trim().length < 8 || HIDDEN.includes(secret.trim()) || !clean.includes(secret)).toBe(true);
      }),
    );
  });
});

describe('redactAll', () => {
  it('redacts every text of plain data, and nothing else', () => {
    const data = { token: 'hunter22', list: ['a hunter22', 1, null, true], deep: { hunter22: 'x' } };
    expect(knowing('hunter22').redactAll(data)).toEqual({
      token: HIDDEN,
      list: [`a ${HIDDEN}`, 1, null, true],
      deep: { hunter22: 'x' },
    });
    expect(knowing().redactAll(data)).toBe(data);
  });
});

describe('a URL', () => {
  it('has secrets before its host', () => {
    expect(new Set(secretsOfUrl('http://me:p%40ss@focus:8080/x'))).toEqual(
      new Set(['me:p%40ss', 'me:p@ss', 'p%40ss', 'p@ss']),
    );
    expect(secretsOfUrl('token@host:50051')).toContain('token');
    expect(['http://focus/a@b/c@d', 'das:50051', 'unix:///tmp/a@b'].flatMap(secretsOfUrl)).toEqual([]);
  });

  it('is named without them', () => {
    expect(bareUrl('http://me:pa/ss@focus/x')).toBe('http://...@focus/x');
    expect(bareUrl('me:pass@focus')).toBe('...@focus');
    expect(bareUrl('http://focus/x?token=1#2')).toBe('http://focus/x?...');
    expect(bareUrl('das.example:50051')).toBe('das.example:50051');
  });
});
