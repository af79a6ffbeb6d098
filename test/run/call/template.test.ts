import { describe, expect, it } from 'vitest';
import { Secrets } from '../../../src/base/secrets.ts';
import { compileTemplate } from '../../../src/run/call/template.ts';
import type { TemplateWorld } from '../../../src/run/call/template.ts';

const secrets = new Secrets();
const world: TemplateWorld = {
  secrets,
  env: { NAME: 'a "b"\n', N: '5' },
  epoch: () => 1234.9,
  random: () => 0.5,
};
const render = (text: string, index = 3): string => compileTemplate(text, world).render(index);

describe('compileTemplate', () => {
  it.each([
    ['{"a":{{index}}}', '{"a":3}'],
    ['{"a":"no {{ index }}."}', '{"a":"no 3."}'],
    ['{"a":{{nowMs}}}', '{"a":1234}'],
    ['{"a":{{randomInt 1 100}}}', '{"a":51}'],
    ['{"a":{{randomInt -3 -3}}}', '{"a":-3}'],
    ['{"a":"{{env NAME}}"}', '{"a":"a \\"b\\"\\n"}'],
    ['{"a":{{env N}}}', '{"a":5}'],
    ['{"{{index}}":"\\"{{index}}"}', '{"3":"\\"3"}'],
  ])('fills %s', (text, filled) => {
    expect(render(text)).toBe(filled);
    expect(compileTemplate(text, world).constant).toBe(false);
  });

  it('makes a new uuid for every message, in quotes where there are none', () => {
    const inside = compileTemplate('"{{uuid}}"', world);
    expect(inside.render(0)).toMatch(/^"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"$/);
    expect(inside.render(0)).not.toBe(inside.render(1));
    expect(JSON.parse(render('{{uuid}}'))).toHaveLength(36);
  });

  it('takes every number of a range, and none beside it', () => {
    const at = (random: number): string =>
      compileTemplate('{{randomInt 1 3}}', { ...world, random: () => random }).render(0);
    expect([0, 0.34, 0.99999, 1].map(at)).toEqual(['1', '2', '3', '3']);
  });

  it('leaves texts without gaps as they are', () => {
    const plain = compileTemplate('{"a":{"b":{}}}', world);
    expect(plain.constant).toBe(true);
    expect(plain.render(5)).toBe('{"a":{"b":{}}}');
    expect(render('{"a":"\\u007b\\u007bindex}}"}')).toBe('{"a":"\\u007b\\u007bindex}}"}');
  });

  it('tells what must not be shown', () => {
    compileTemplate('{{env KEY}}', { ...world, env: { KEY: 'hush-hush' } });
    expect(secrets.redact('the key is hush-hush')).toBe('the key is (hidden)');
  });

  it.each([
    ['{{uid}}', 'there is no template {{uid}}', /did you mean uuid/],
    ['{{}}', 'there is no template {{}}', /there are index, uuid, nowMs, randomInt, env/],
    ['{{constructor}}', 'there is no template', /there are index/],
    ['{{env NOPE}}', '{{env NOPE}}: that variable is not set', null],
    ['{{env}}', '{{env}} takes 1 after its name', /\{\{env NAME\}\}/],
    ['{{index 1}}', '{{index}} takes nothing after its name', null],
    ['{{randomInt 5}}', '{{randomInt}} takes 2', null],
    ['{{randomInt 5 1}}', 'the smaller first', null],
    ['{{randomInt a b}}', 'two whole numbers', null],
  ])('refuses %s', (text, message, hint) => {
    expect(() => compileTemplate(text, world)).toThrow(
      expect.objectContaining({
        code: 'usage',
        message: expect.stringContaining(message) as string,
        ...(hint === null ? {} : { hint: expect.stringMatching(hint) as string }),
      }),
    );
  });
});
