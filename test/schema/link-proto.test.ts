import { describe, expect, it } from 'vitest';
import { Failure } from '../../src/base/failure.ts';
import { addCustomOptions, link } from '../../src/schema/link-proto.ts';
import { parseProto } from '../../src/schema/parse/file.ts';
import { compileTexts } from '../support/reflection-server.ts';

const OPTIONS = `syntax = "proto3"; package outer.inner; import "google/protobuf/descriptor.proto";
  extend google.protobuf.FieldOptions { string unit = 50000; }`;
const used = (name: string, imports = 'import "o.proto";'): string =>
  `syntax = "proto3"; package outer.other; ${imports} message M { int32 a = 1 [${name} = "m"]; }`;

describe('link and addCustomOptions', () => {
  it.each(['(outer.inner.unit)', '(.outer.inner.unit)', '(inner.unit)'])(
    'find %s from the scope of the field',
    (name) => {
      const file = compileTexts({ 'a.proto': used(name), 'o.proto': OPTIONS }).find((each) => each.name === 'a.proto');
      expect(file?.messageType[0]?.field[0]?.options?.$unknown).toHaveLength(1);
    },
  );

  it('find no option the imports do not show', () => {
    const again = 'import "b.proto";';
    const through = (kind: string) =>
      compileTexts({
        'a.proto': used('(outer.inner.unit)', again),
        'b.proto': `syntax = "proto3"; import ${kind} "o.proto";`,
        'o.proto': OPTIONS,
      });
    expect(() => through('')).toThrow("'(outer.inner.unit)' is no option here: nothing of that name is imported");
    expect(through('public')).toHaveLength(4);
  });

  it('leave custom options out until every file is there', () => {
    const [descriptor, options] = compileTexts({ 'o.proto': OPTIONS });
    const done = new Map([descriptor, options].map((file) => [file!.name, file!]));
    const compiled = link(
      parseProto({ name: 'a.proto', path: 'a.proto', text: used('(inner.unit)') }),
      'a.proto',
      done,
    );
    const field = compiled.parsed.proto.messageType[0]?.field[0];
    expect(field?.options).toBeUndefined();
    addCustomOptions([compiled], [...done.values(), compiled.parsed.proto]);
    expect(field?.options?.$unknown).toHaveLength(1);
  });

  it('check names and extensions with the line they stand on', () => {
    const refused = (text: string): string => {
      try {
        link(parseProto({ name: 'a.proto', path: 'x/a.proto', text }), 'x/a.proto', new Map());
      } catch (error) {
        return Failure.from(error).message;
      }
      return 'nothing';
    };
    expect(refused('message M {\n optional N n = 1; }')).toContain("x/a.proto:2: 'N' is no message or enum here");
    expect(refused('message M {\n optional int32 n = 1;\n optional int32 n = 2; }')).toBe(
      "x/a.proto:3: 'M.n' is declared twice",
    );
    expect(refused('message M { extensions 5; }\nextend M {\n optional int32 n = 6; }')).toBe(
      'x/a.proto:3: M does not leave number 6 to extensions',
    );
    expect(refused('message M { extensions 5; }\nextend M {\n optional int32 n = 5; }')).toBe('nothing');
  });
});
