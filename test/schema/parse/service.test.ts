import { describe, expect, it } from 'vitest';
import { fileOf, refusalOf } from '../../support/schema-texts.ts';

const service = (body: string): string =>
  `syntax = "proto3";\nmessage A {}\nmessage stream {}\nservice S {\n${body}\n}`;

describe('parseService', () => {
  it('keeps kinds, types and options; braces alone make empty options', () => {
    const [made] = fileOf(
      service(`option deprecated = true;
        rpc Unary(A) returns (A);
        rpc Server(A) returns (stream A) {}
        rpc Client(stream .A) returns (A) { option idempotency_level = IDEMPOTENT; };
        rpc Named(stream) returns (stream stream);`),
    ).service;
    expect(made?.options?.deprecated).toBe(true);
    expect(
      made?.method.map(({ name, inputType, clientStreaming, outputType, serverStreaming }) =>
        [name, inputType, clientStreaming, outputType, serverStreaming].join(' '),
      ),
    ).toEqual([
      'Unary .A false .A false',
      'Server .A false .A true',
      'Client .A true .A false',
      'Named .stream false .stream true',
    ]);
    expect(made?.method.map(({ options }) => options?.idempotencyLevel)).toEqual([undefined, 0, 2, undefined]);
  });

  it.each([
    [service('message B {}'), "a.proto:5: 'message' where 'rpc' or 'option' should be"],
    [service('rpc X(A);'), "a.proto:5: ';' where 'returns' after the type of the request should be"],
    [service('rpc X(A) returns (A)'), "a.proto:6: '}' where '{' after a method should be"],
    [service('rpc X(A) returns (A) { A = 1; }'), "a.proto:5: 'A' where 'option' should be"],
    [service('rpc X(A, A) returns (A);'), "',' where ')' after the name of a message should be"],
  ])('refuses %j', (text, message) => {
    expect(refusalOf(text).message).toContain(message);
  });
});
