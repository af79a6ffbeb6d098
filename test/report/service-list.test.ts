import { describe, expect, it } from 'vitest';
import { renderServiceList } from '../../src/report/service-list.ts';

const method = (
  name: string,
  kind: 'unary' | 'server-stream' | 'client-stream' | 'bidi-stream',
  input: string,
  output: string,
) => ({ name, path: `shop.v1.Shop/${name}`, kind, input, output });

describe('renderServiceList', () => {
  it('shows methods in columns, types of the same package without it', () => {
    const services = [
      {
        name: 'shop.v1.Shop',
        file: 'shop/v1/shop.proto',
        problem: null,
        methods: [
          method('Get', 'unary', 'shop.v1.Id', 'shop.v1.Item'),
          method('Watch', 'server-stream', 'shop.v1.Id', 'google.protobuf.Empty'),
          method('Up', 'client-stream', 'shop.v1.Item.Part', 'shop.v1.Item'),
          method('Talk', 'bidi-stream', 'shop.v1.Id', 'shop.v1.Id'),
        ],
      },
      { name: 'odd.\u001bService', file: null, problem: 'NOT_FOUND: no\nsuch', methods: [] },
    ];
    expect(renderServiceList(services, { colour: false, width: 80 })).toBe(`shop.v1.Shop  shop/v1/shop.proto
  Get    unary          Id -> Item
  Watch  server-stream  Id -> stream google.protobuf.Empty
  Up     client-stream  stream shop.v1.Item.Part -> Item
  Talk   bidi-stream    stream Id -> stream Id
odd.\\u001bService
  not known: NOT_FOUND: no\\nsuch

2 services, 4 methods
`);
  });
});
