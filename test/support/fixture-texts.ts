import { fixtureOf } from '../../src/fixture/load.ts';
import type { LoadedFixture } from '../../src/fixture/loaded.ts';
import type { CompiledFixture } from '../../src/fixture/compiled.ts';
import type { IssueLevel } from '../../src/fixture/issue.ts';
import type { Observation } from '../../src/fixture/judge.ts';

/** Tests bend fixtures into every shape. */
// eslint-disable-next-line typescript/no-explicit-any
export type Json = any;

export type Change = (json: Json) => void;

/** A sound standard fixture, to be changed: a bidirectional method that answers numbers with texts. */
export function standardJson(change: Change = () => {}): Json {
  const json = {
    name: 'count',
    description: 'counts',
    category: 'bidirectional_streaming',
    protobuf: {
      package: 'demo.v1',
      messages: [
        { name: 'Ask', fields: [{ name: 'number', type: 'int32', number: 1, label: 'required' }] },
        { name: 'Answer', fields: [{ name: 'text', type: 'string', number: 1, label: 'required' }] },
      ],
      services: [
        {
          name: 'Counter',
          methods: [
            {
              name: 'Count',
              input_type: 'Ask',
              output_type: 'Answer',
              client_streaming: true,
              server_streaming: true,
            },
          ],
        },
      ],
    },
    handler: { service: 'demo.v1.Counter', method: 'Count' },
    request: { metadata: { 'x-who': 'me' }, stream: [{ number: 1 }, { number: 2 }] },
    expected_response: { status_code: 'OK', stream: [{ text: 'one' }, { text: 'two' }] },
    tags: ['counting'],
  };
  change(json);
  return json;
}

/** A sound flat fixture: a unary method, with `fields` in a request and response of one type, `Thing`. */
export function flatJson(fields: readonly object[], message: object, change: Change = () => {}): Json {
  const json = {
    name: 'thing',
    protobuf: {
      package: 'demo.v1',
      messages: [{ name: 'Thing', fields }],
      services: [{ name: 'Things', methods: [{ name: 'Get', input_type: 'Thing', output_type: 'Thing' }] }],
    },
    handler: { service: 'demo.v1.Things', method: 'Get' },
    request: { message: structuredClone(message) },
    expected_response: { status_code: 'OK', message: structuredClone(message) },
  };
  change(json);
  return json;
}

/** One field as fixtures state it. */
export function field(name: string, type: string, number = 1, more: object = { label: 'required' }): object {
  return { name, type, number, ...more };
}

/** The fixture a JSON value, or a text, would be as the file `file`. */
export function load(json: unknown, file = 'a.json'): LoadedFixture {
  const text = typeof json === 'string' ? json : JSON.stringify(json, null, 2);
  return fixtureOf({ file, path: `/fixtures/${file}` }, text);
}

/** The same, which must be fit to be served and run. */
export function compiled(json: unknown, file = 'a.json'): CompiledFixture {
  const loaded = load(json, file);
  if (loaded.compiled === null)
    throw new Error(loaded.issues.map(({ path, message }) => `${path}: ${message}`).join('\n'));
  return loaded.compiled;
}

/** What is to say of a fixture, `path: message`, of one level or of all but information. */
export function said(loaded: LoadedFixture, level?: IssueLevel): string[] {
  return loaded.issues
    .filter((issue) => (level === undefined ? issue.level !== 'information' : issue.level === level))
    .map(({ path, message }) => `${path}: ${message}`);
}

/** What comes where all goes as the fixture states, changed. */
export function seen(
  { fixture: { expected }, replies }: CompiledFixture,
  more: Partial<Observation> = {},
): Observation {
  return {
    status: { code: expected.status, message: expected.errorText ?? '' },
    isOverdue: false,
    broken: null,
    headers: [],
    trailers: [],
    messages: replies,
    dropped: 0,
    ...more,
  };
}
