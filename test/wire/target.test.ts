import { describe, expect, it } from 'vitest';
import { Failure } from '../../src/base/failure.ts';
import { authorityOf, chooseSecurity, parseTarget } from '../../src/wire/target.ts';

describe('a target', () => {
  it.each([
    ['host:50051', 'host', 50051, 'host:50051', null, false],
    ['Host.Example:1', 'host.example', 1, 'host.example:1', null, false],
    [' host:65535 ', 'host', 65535, 'host:65535', null, false],
    ['my_host-1:80', 'my_host-1', 80, 'my_host-1:80', null, false],
    ['10.0.0.7:443', '10.0.0.7', 443, '10.0.0.7:443', null, false],
    ['[2001:db8::1]:443', '2001:db8::1', 443, '[2001:db8::1]:443', null, false],
    ['[::1]:443', '::1', 443, '[::1]:443', null, true],
    ['[0:0:0:0:0:0:0:1]:443', '0:0:0:0:0:0:0:1', 443, '[0:0:0:0:0:0:0:1]:443', null, true],
    ['127.0.0.1:1', '127.0.0.1', 1, '127.0.0.1:1', null, true],
    ['127.9.9.9:1', '127.9.9.9', 1, '127.9.9.9:1', null, true],
    ['localhost:1', 'localhost', 1, 'localhost:1', null, true],
    ['LOCALHOST:1', 'localhost', 1, 'localhost:1', null, true],
    ['localhost.evil.example:1', 'localhost.evil.example', 1, 'localhost.evil.example:1', null, false],
    ['127.evil.example:1', '127.evil.example', 1, '127.evil.example:1', null, false],
    ['dns:///name:8080', 'name', 8080, 'name:8080', null, false],
    ['dns:///[::1]:8080', '::1', 8080, '[::1]:8080', null, true],
    ['grpc://name:1', 'name', 1, 'name:1', 'plaintext', false],
    ['http://name:1', 'name', 1, 'name:1', 'plaintext', false],
    ['http://name:1/', 'name', 1, 'name:1', 'plaintext', false],
    ['grpcs://name:1', 'name', 1, 'name:1', 'tls', false],
    ['HTTPS://name:1', 'name', 1, 'name:1', 'tls', false],
    ['https://[::1]:1', '::1', 1, '[::1]:1', 'tls', true],
  ])('%s is read', (text, host, port, address, security, loopback) => {
    expect(parseTarget(text)).toEqual({ kind: 'tcp', host, port, address, security, loopback });
  });

  it.each(['unix:/run/a.sock', 'unix:///run/a.sock', 'UNIX:/run/a.sock'])('%s is a unix socket', (text) => {
    expect(parseTarget(text)).toEqual({
      kind: 'unix',
      path: '/run/a.sock',
      address: 'unix:/run/a.sock',
      security: null,
      loopback: true,
    });
  });

  it.each([
    ['', /empty/],
    ['   ', /empty/],
    ['host', /port is missing/],
    ['host:', /port is missing/],
    ['host:abc', /not a number/],
    ['host:-1', /not a number/],
    ['host:1.5', /not a number/],
    ['host:0x10', /not a number/],
    ['host:0', /between 1 and 65535/],
    ['host:65536', /between 1 and 65535/],
    ['host:99999999999999999999', /between 1 and 65535/],
    ['host:80/path', /nothing may follow/],
    ['http://host:80/path', /nothing may follow/],
    ['http://host:80//', /nothing may follow/],
    ['http://host/path', /port is missing/],
    ['http://host:80?x', /nothing may follow/],
    ['http://user@host:80', /user name/],
    ['http://', /host is missing/],
    [':80', /host is missing/],
    ['::1:80', /brackets/],
    ['x:y:80', /not host:port/],
    ['[::1]x:80', /not host:port/],
    ['[::1]', /port is missing/],
    ['[::g]:80', /no IPv6/],
    ['[host]:80', /no IPv6/],
    ['ho st:80', /neither a name/],
    ['-host:80', /neither a name/],
    ['höst:80', /neither a name/],
    ['a..b:80', /neither a name/],
    ['1.2.3:80', /no IPv4/],
    ['300.1.1.1:80', /no IPv4/],
    ['dns://server/name:80', /name server/],
    ['ftp://host:80', /unknown scheme/],
    ['tcp://host:80', /unknown scheme/],
    ['unix:', /absolute path/],
    ['unix:relative', /absolute path/],
    ['unix:/', /absolute path/],
    ['unix://host/path', /absolute path/],
    [`unix:/${'x'.repeat(107)}`, /longer than 107/],
    ['unix:/a\0b', /NUL/],
  ])('%j is refused', (text, why) => {
    let thrown: unknown;
    try {
      parseTarget(text);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(Failure);
    expect(thrown).toMatchObject({ code: 'usage', exitCode: 2, message: expect.stringMatching(why) as string });
    expect((thrown as Failure).hint).toMatch(/host:port.*unix:\/path/);
  });
});

describe('security', () => {
  it.each([
    ['name:1', {}, 'tls', 'default'],
    ['127.0.0.1:1', {}, 'plaintext', 'default for loopback'],
    ['unix:/a', {}, 'plaintext', 'default for a unix socket'],
    ['grpc://name:1', {}, 'plaintext', "the target's scheme"],
    ['grpcs://127.0.0.1:1', {}, 'tls', "the target's scheme"],
    ['127.0.0.1:1', { tls: true }, 'tls', '--tls'],
    ['unix:/a', { tls: true }, 'tls', '--tls'],
    ['name:1', { plaintext: true }, 'plaintext', '--plaintext'],
    ['name:1', { tls: false, plaintext: false }, 'tls', 'default'],
    ['https://name:1', { tls: true }, 'tls', '--tls'],
  ])('of %s with %j is %s by %s', (text, flags, security, origin) => {
    expect(chooseSecurity(parseTarget(text), flags)).toEqual({ security, origin });
  });

  it.each([
    ['name:1', { tls: true, plaintext: true }],
    ['grpc://name:1', { tls: true }],
    ['https://name:1', { plaintext: true }],
  ])('of %s with %j is a contradiction', (text, flags) => {
    expect(() => chooseSecurity(parseTarget(text), flags)).toThrow(/contradict/);
  });
});

describe('the authority', () => {
  it.each([
    ['name:1', 'name:1'],
    ['[fe80::1%eth0]:1', '[fe80::1]:1'],
    ['unix:/a', 'localhost'],
  ])('of %s is %s', (text, authority) => {
    expect(authorityOf(parseTarget(text))).toBe(authority);
  });
});
