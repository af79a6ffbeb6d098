import { SymbolVisibility } from '@bufbuild/protobuf/wkt';
import { describe, expect, it } from 'vitest';
import { fileOf, refusalOf } from '../../support/schema-texts.ts';

describe('takeVisibility', () => {
  it('marks messages and enums since edition 2024', () => {
    const file = fileOf(
      'edition = "2024"; export message A { local enum B { X = 0; } int32 export = 1; } message C {}',
    );
    const [a, c] = file.messageType;
    expect([a?.visibility, a?.enumType[0]?.visibility, c?.visibility]).toEqual([
      SymbolVisibility.VISIBILITY_EXPORT,
      SymbolVisibility.VISIBILITY_LOCAL,
      SymbolVisibility.VISIBILITY_UNSET,
    ]);
  });

  it('is none before', () => {
    expect(refusalOf('edition = "2023"; export message A {}').message).toContain("'export' where 'message'");
    const [a] = fileOf('syntax = "proto3"; message A { local x = 1; message local {} }').messageType;
    expect(a?.field[0]?.typeName).toBe('.A.local');
  });
});
