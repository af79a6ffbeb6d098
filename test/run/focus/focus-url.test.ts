import { describe, expect, it } from 'vitest';
import { parseFocusUrl, resourcePath, shownUrl } from '../../../src/run/focus/focus-url.ts';

describe('parseFocusUrl', () => {
  it.each(['http://focus:8080', 'https://10.0.0.1/focus-server/', ' HTTP://[::1]:80/api '])('takes %s', (text) => {
    expect(parseFocusUrl(text).protocol).toMatch(/^https?:$/);
  });

  it.each([
    ['', 'is empty'],
    ['focus:8080', 'does not begin with http'],
    ['ftp://focus', 'does not begin with http'],
    ['http://', 'is no URL'],
    ['http://focus:99999', 'is no URL'],
    ['http://focus?x=1', 'nothing may follow'],
    ['http://focus#x', 'nothing may follow'],
  ])('refuses %j', (text, why) => {
    expect(() => parseFocusUrl(text)).toThrow(
      expect.objectContaining({ code: 'usage', message: expect.stringContaining(why) as string }) as Error,
    );
  });

  it('refuses a password without repeating it', () => {
    expect(() => parseFocusUrl('http://me:secret@focus')).toThrow(
      expect.objectContaining({
        message: expect.not.stringContaining('secret') as string,
        hint: expect.stringContaining('-H') as string,
      }) as Error,
    );
  });
});

describe('the path of a resource', () => {
  it('lies below that of the base, each segment escaped', () => {
    expect(resourcePath(new URL('http://f/api/v1/'), 'metadata', '12/7 0?')).toBe('/api/v1/metadata/12%2F7%200%3F');
    expect(resourcePath(new URL('http://f'), 'configure')).toBe('/configure');
    expect(resourcePath(new URL('http://f'), 'metadata', '..')).toBe('/metadata/..');
  });
});

it('shows the URL without a trailing slash', () => {
  expect([shownUrl(new URL('http://f:81/')), shownUrl(new URL('https://f/api/'))]).toEqual([
    'http://f:81',
    'https://f/api',
  ]);
});
