import { describe, expect, it } from 'vitest';
import { compileHealth, compileRequest } from '../../src/frame/layout-calls.ts';
import { loadLayout } from '../../src/frame/layout.ts';
import type { LayoutFile } from '../../src/frame/layout-file.ts';
import { decodeJson, encodeJson } from '../../src/schema/codec.ts';
import { createRegistry, findMethod } from '../../src/schema/registry.ts';
import { nestedFile, userLayout } from '../support/frame-layouts.ts';

const { layout } = userLayout();
const input = layout.descriptor.input;
const where = (place: string): string => `x.yaml:${place.length}`;
const file = { ...nestedFile(), where };
const request = (changed: Partial<Pick<LayoutFile, 'request' | 'constants'>>) =>
  compileRequest(input, { ...file, ...changed });

describe('compileRequest', () => {
  it('fills the fields of a request, nested ones and constants too', () => {
    const bytes = request({}).encodeRequest({ job: '-12', maxFrames: 5, streamId: 2 });
    expect(decodeJson(input, bytes)).toEqual({ which: { job: '-12', stream: 2, kind: 'ALL' }, most: 5 });
  });

  it('does not carry one request over into the next', () => {
    const encoder = request({});
    encoder.encodeRequest({ job: '1', streamId: 3 });
    expect(decodeJson(input, encoder.encodeRequest({}))).toEqual({ which: { kind: 'ALL' } });
  });

  it('leaves out what the request has no field for, and says so', () => {
    const encoder = request({ request: {}, constants: {} });
    expect(encoder.asks).toEqual({ job: false, maxFrames: false, stream: false });
    expect(encoder.encodeRequest({ job: '12-70788', maxFrames: 3 })).toHaveLength(0);
  });

  it('refuses a job the field cannot hold', () => {
    expect(() => request({}).encodeRequest({ job: '12-70788' })).toThrow(
      expect.objectContaining({
        code: 'usage',
        message: "job '12-70788' is not a number, as test.nested.Query needs it",
      }),
    );
  });

  it.each<[Partial<Pick<LayoutFile, 'request' | 'constants'>>, string]>([
    [{ request: { job: 'which.jbo' } }, "x.yaml:11: request.job: test.nested.Query.Which has no field 'jbo'"],
    [{ request: { maxFrames: 'which' } }, "x.yaml:17: request.maxFrames: 'which' is not a single"],
    [{ constants: { nothing: 1 } }, "x.yaml:25: request.constants: test.nested.Query has no field 'nothing'"],
    [{ constants: { most: 'x' } }, 'x.yaml:17: request.constants: no test.nested.Query'],
    [{ constants: { which: { knd: 1 } } }, 'x.yaml:17: request.constants: no test.nested.Query'],
  ])('refuses %o', (changed, message) => {
    expect(() => request(changed)).toThrow(message);
  });
});

describe('compileHealth', () => {
  const registry = createRegistry(layout.descriptors);
  const method = findMethod(registry, 'test.nested.Source/Health');

  it('reads the fields it is told of', () => {
    const bytes = encodeJson(method.output, { state: { up: true, text: 'fine' } });
    expect(layout.health?.decode(bytes)).toEqual({ healthy: true, version: null, status: 'fine' });
    expect(layout.health?.method).toBe('/test.nested.Source/Health');
    expect(layout.health?.request).toHaveLength(0);
  });

  it('takes absent fields for their defaults', () => {
    expect(loadLayout('datastream').health?.decode(new Uint8Array(0))).toEqual({
      healthy: false,
      version: '',
      status: '',
    });
  });

  it('gives null for bytes that are no answer', () => {
    expect(layout.health?.decode(Uint8Array.of(0x0a, 9))).toBeNull();
  });

  it.each([
    [{ method: 'm', healthy: 'state.text' }, "x.yaml:14: health.healthy: 'state.text' is not a single bool"],
    [{ method: 'm', status: 'state.txt' }, "x.yaml:13: health.status: test.nested.Answer.State has no field 'txt'"],
  ])('refuses %o', (fields, message) => {
    expect(() => compileHealth(method, fields, where)).toThrow(message);
  });
});
