import { describe, expect, it } from 'vitest';
import type { ReflectionQuery } from '../../src/schema/reflection-messages.ts';
import { encodeQuery, readAnswer, refusalWords } from '../../src/schema/reflection-messages.ts';
import { encodeResponse, filesAnswer, readRequest, refusal } from '../support/reflection-server.ts';

describe('encodeQuery', () => {
  it.each<ReflectionQuery>([
    { listServices: '*' },
    { fileContainingSymbol: 'a.B' },
    { fileByFilename: 'a/b.proto' },
    { allExtensionNumbersOfType: 'a.B' },
    { fileContainingExtension: { containingType: 'a.B', extensionNumber: 100 } },
  ])('writes %j as the service reads it', (query) => {
    expect(readRequest(encodeQuery(query))).toEqual(query);
  });
});

describe('readAnswer', () => {
  it('reads what the service writes', () => {
    const file = Buffer.from('bytes');
    expect(readAnswer(filesAnswer([file]))).toEqual({ kind: 'files', files: [new Uint8Array(file)] });
    expect(readAnswer(encodeResponse({ listServicesResponse: { service: [{ name: 'a.B' }] } }))).toEqual({
      kind: 'services',
      names: ['a.B'],
    });
    expect(
      readAnswer(encodeResponse({ allExtensionNumbersResponse: { baseTypeName: 'a', extensionNumber: [7] } })),
    ).toEqual({ kind: 'extensions', numbers: [7] });
    expect(readAnswer(refusal(5, 'no'))).toEqual({ kind: 'refusal', code: 5, message: 'no' });
  });

  it.each([
    ['cut bytes', filesAnswer([Buffer.from('bytes')]).subarray(0, 5), 'answered nonsense: byte 1: field 4'],
    ['an empty answer', new Uint8Array(0), 'answered with neither a result nor an error'],
  ])('refuses %s', (_, bytes, message) => {
    expect(() => readAnswer(bytes)).toThrow(
      expect.objectContaining({ code: 'reflection-broken', message: expect.stringContaining(message) as string }),
    );
  });
});

describe('refusalWords', () => {
  it('gives the words of the server without its control characters', () => {
    expect(refusalWords({ code: 5, message: 'no \u001b[31msuch' })).toBe('NOT_FOUND: no \\u001b[31msuch');
    expect(refusalWords({ code: 77, message: '' })).toBe('UNKNOWN');
  });
});
