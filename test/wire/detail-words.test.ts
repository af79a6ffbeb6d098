import { expect, it } from 'vitest';
import { detailWords } from '../../src/wire/detail-words.ts';

it.each([
  [
    'ErrorInfo',
    { reason: 'STOCKOUT', domain: 'das.example', metadata: { zone: 'a', n: '1' } },
    'STOCKOUT of das.example with zone=a, n=1',
  ],
  ['ErrorInfo', { reason: 'STOCKOUT' }, 'STOCKOUT'],
  ['RetryInfo', { retryDelay: '1.500s' }, 'retry after 1.500s'],
  ['RetryInfo', {}, 'retry after 0s'],
  ['DebugInfo', { detail: 'boom', stackEntries: ['a:1', 'b:2'] }, 'boom; stack: a:1, b:2'],
  [
    'QuotaFailure',
    {
      violations: [
        { subject: 'project:x', description: 'spent' },
        { subject: 'y', quotaMetric: 'calls', quotaValue: '10' },
      ],
    },
    'project:x: spent; y (calls 10)',
  ],
  [
    'PreconditionFailure',
    { violations: [{ type: 'TOS', subject: 'das', description: 'not accepted' }] },
    'TOS das: not accepted',
  ],
  [
    'BadRequest',
    { fieldViolations: [{ field: 'a.b', description: 'is empty', reason: 'EMPTY' }, { field: 'c' }] },
    'a.b: is empty (EMPTY); c',
  ],
  ['RequestInfo', { requestId: '12', servingData: 'xyz' }, 'request 12 (xyz)'],
  [
    'ResourceInfo',
    { resourceType: 'job', resourceName: '12-7', owner: 'me', description: 'gone' },
    'job 12-7 of me: gone',
  ],
  ['Help', { links: [{ description: 'read', url: 'https://x.example' }, { url: 'y' }] }, 'read https://x.example; y'],
  ['LocalizedMessage', { locale: 'de', message: 'Nein' }, 'Nein (de)'],
])('google.rpc.%s %j says %j', (type, value, words) => {
  expect(detailWords(`google.rpc.${type}`, value)).toBe(words);
});

it.each([
  ['google.rpc.BadRequest', {}, '{}'],
  ['google.rpc.BadRequest', { fieldViolations: 'odd' }, '{"fieldViolations":"odd"}'],
  ['google.protobuf.StringValue', 'text', '"text"'],
  ['google.protobuf.Empty', {}, '{}'],
])('%s %j is its JSON', (type, value, json) => {
  expect(detailWords(type, value)).toBe(json);
});
