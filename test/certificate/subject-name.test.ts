import { isIP } from 'node:net';
import { assert, ipV4, ipV6, oneof, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clientNames, parseHost, shortAddress } from '../../src/certificate/subject-name.ts';

describe('parseHost', () => {
  it.each([
    ['localhost', { type: 'dns', value: 'localhost' }],
    ['DAS.Example.', { type: 'dns', value: 'das.example' }],
    ['*.das.example', { type: 'dns', value: '*.das.example' }],
    ['bücher.example', { type: 'dns', value: 'xn--bcher-kva.example' }],
    ['127.0.0.1', { type: 'ip', value: '127.0.0.1' }],
    ['[::1]', { type: 'ip', value: '::1' }],
    ['0:0:0:0:0:0:0:1', { type: 'ip', value: '::1' }],
    ['::ffff:10.0.0.5', { type: 'ip', value: '::ffff:a00:5' }],
  ])('takes %s', (text, name) => {
    expect(parseHost(text)).toEqual(name);
  });

  it.each([
    '',
    '.',
    'a..b',
    '-a',
    'a b',
    'a:1',
    '1.2.3.400',
    '1.2.3',
    'fe80::1%eth0',
    '*',
    'a.*.b',
    'https://a',
    `${'a'.repeat(64)}.b`,
    `${'a.'.repeat(130)}b`,
  ])('refuses %j', (text) => {
    expect(parseHost(text)).toBeUndefined();
  });

  it('takes every address there is', () => {
    assert(
      property(oneof(ipV4(), ipV6()), (address) => {
        const { type, value } = parseHost(address) ?? {};
        expect([type, isIP(value ?? '')]).toEqual(['ip', isIP(address)]);
      }),
    );
  });
});

describe('clientNames', () => {
  it('are what the name has the form of', () => {
    expect(clientNames('recorder-7')).toEqual([{ type: 'dns', value: 'recorder-7' }]);
    expect(clientNames('qa@das.example')).toEqual([{ type: 'email', value: 'qa@das.example' }]);
    expect(['Jane Doe', 'a b@c', 'a@10.0.0.1', 'a@b@c'].map(clientNames)).toEqual([[], [], [], []]);
  });
});

describe('shortAddress', () => {
  it('leaves alone what is no IPv6 address', () => {
    expect(['0:0::1', '10.0.0.1', 'a.b'].map(shortAddress)).toEqual(['::1', '10.0.0.1', 'a.b']);
  });
});
