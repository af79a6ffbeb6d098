import { describe, expect, it } from 'vitest';
import { proxyNote } from '../../src/wire/proxy-note.ts';
import { parseTarget } from '../../src/wire/target.ts';

const PROXY = 'http://proxy.corp:3128';
const note = (target: string, env: Record<string, string>): string | null => proxyNote(parseTarget(target), env);

describe('a proxy in the environment', () => {
  it.each([
    'grpc_proxy',
    'https_proxy',
    'http_proxy',
    'all_proxy',
    'GRPC_PROXY',
    'HTTPS_PROXY',
    'HTTP_PROXY',
    'ALL_PROXY',
  ])('is named when %s is set, with what happens instead', (name) => {
    expect(note('db.example:443', { [name]: PROXY })).toBe(
      `${name} is set (proxy.corp:3128) but not followed: db.example:443 is reached directly; name db.example in no_proxy to silence this`,
    );
  });

  it('is the one another gRPC client would take', () => {
    const all = { all_proxy: PROXY, HTTP_PROXY: PROXY, http_proxy: PROXY, https_proxy: PROXY };
    expect(note('db.example:443', all)).toMatch(/^https_proxy /);
    expect(note('db.example:443', { ...all, GRPC_PROXY: PROXY })).toMatch(/^GRPC_PROXY /);
  });

  it('is no matter for a unix socket, and an empty variable is none', () => {
    expect(note('unix:/tmp/s', { http_proxy: PROXY })).toBeNull();
    expect(note('db.example:443', { http_proxy: '' })).toBeNull();
    expect(note('db.example:443', {})).toBeNull();
  });

  it('is said for loopback too: other clients would send even that through it', () => {
    expect(note('127.0.0.1:50051', { http_proxy: PROXY })).toContain('127.0.0.1:50051 is reached directly');
  });

  it.each([
    ['http://user:hunter2@proxy.corp:3128', 'proxy.corp:3128'],
    ['user:hunter2@proxy.corp:3128/', 'proxy.corp:3128'],
    ['socks5://user:hunter2@[::1]:1080', '[::1]:1080'],
    ['http://user:hunter2@', 'no usable URL'],
    ['\u001b[31mhunter2 hunter2', 'no usable URL'],
  ])('shows no password of %j', (value, shown) => {
    const text = note('db.example:443', { http_proxy: value });
    expect(text).toContain(`(${shown})`);
    expect(text).not.toContain('hunter2');
  });
});

describe('no_proxy', () => {
  it.each([
    ['db.example:443', '*'],
    ['db.example:443', 'db.example'],
    ['db.example:443', 'other, DB.Example'],
    ['db.example:443', 'example'],
    ['db.example:443', '.example'],
    ['db.example:443', '*.example'],
    ['db.example:443', 'db.example.'],
    ['db.example.:443', 'db.example'],
    ['db.example:443', 'a b db.example:443'],
    ['10.1.2.3:443', '10.1.2.3'],
    ['10.1.2.3:443', '10.0.0.0/8'],
    ['10.1.2.3:443', '10.1.2.3:443'],
    ['[::1]:443', '::1'],
    ['[::1]:443', '[::1]'],
    ['[::1]:443', '[::1]:443'],
    ['[fe80::1%eth0]:443', 'fe80::/10'],
  ])('exempts %s by "%s"', (target, list) => {
    expect(note(target, { http_proxy: PROXY, no_proxy: list })).toBeNull();
    expect(note(target, { http_proxy: PROXY, NO_PROXY: list })).toBeNull();
  });

  it.each([
    ['db.example:443', ''],
    ['db.example:443', ', ,'],
    ['db.example:443', 'mydb.example'],
    ['mydb.example:443', 'db.example'],
    ['db.example:443', 'db'],
    ['db.example:443', 'db.example:80'],
    ['db.example:443', '10.0.0.0/8'],
    ['10.1.2.3:443', '2.3'],
    ['10.1.2.3:443', '11.0.0.0/8'],
    ['10.1.2.3:443', '10.0.0.0/99'],
    ['10.1.2.3:443', '10.0.0.0/x'],
    ['10.1.2.3:443', 'db.example'],
    ['[::1]:443', '127.0.0.1'],
    ['[::1]:443', '::2'],
  ])('does not exempt %s by "%s"', (target, list) => {
    expect(note(target, { http_proxy: PROXY, no_proxy: list })).not.toBeNull();
  });

  it('of gRPC wins over that of everybody', () => {
    const env = { http_proxy: PROXY, no_grpc_proxy: 'other', no_proxy: 'db.example' };
    expect(note('db.example:443', env)).not.toBeNull();
  });
});
