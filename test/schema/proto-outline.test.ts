import { describe, expect, it } from 'vitest';
import { readOutline } from '../../src/schema/proto-outline.ts';

describe('readOutline', () => {
  const outline = readOutline(
    `syntax = "proto2";
package a.b;
import public "x.proto";
import weak "y.proto";
import "z" ".proto";
option (custom) = { message: "}" inner { a: 1 } };
message M {
  optional int32 a = 1 [default = -0x10, (x) = { b: 2 }];
  optional bytes s = 2 [(y) = 1, default = "a" 'b'];
  oneof o { string in_oneof = 3; }
  enum E { OPTION = 0; option allow_alias = true; option = 1; }
  optional group Grp = 4 { optional int32 in_group = 1; }
  reserved 5, "q";
  extensions 100 to max;
  message message { }
}
extend M { optional string ext = 100; }
service S { rpc R(M) returns (M); rpc Q(stream M) returns (M) { option deprecated = true; } }
`,
    'a.proto',
  );

  it('reads syntax, package and imports', () => {
    expect([outline.syntax, outline.package]).toEqual(['proto2', 'a.b']);
    expect(outline.imports).toEqual([
      { name: 'x.proto', kind: 'public', line: 3 },
      { name: 'y.proto', kind: 'weak', line: 4 },
      { name: 'z.proto', kind: 'plain', line: 5 },
    ]);
  });

  it('lists what is declared, members of oneofs and enums as their siblings', () => {
    expect([...outline.declarations.keys()]).toEqual([
      'M',
      'M.a',
      'M.s',
      'M.o',
      'M.in_oneof',
      'M.E',
      'M.OPTION',
      'M.option',
      'M.Grp',
      'M.Grp.in_group',
      'M.message',
      'ext',
      'S',
      'S.R',
      'S.Q',
    ]);
  });

  it('knows lines, order, braces and defaults as written', () => {
    expect(outline.declarations.get('M.a')).toEqual({ line: 8, order: 1, block: false, default: '-0x10' });
    expect(outline.declarations.get('M.s')?.default).toEqual(Buffer.from('ab'));
    expect([outline.declarations.get('S.R')?.block, outline.declarations.get('S.Q')?.block]).toEqual([false, true]);
  });

  it('takes a file without syntax for proto2', () => {
    expect(readOutline('message A {}', 'a.proto').syntax).toBe('proto2');
  });
});
