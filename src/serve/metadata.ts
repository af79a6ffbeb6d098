import { Metadata } from '@grpc/grpc-js';

/** Text, or bytes under a key that ends in `-bin`. */
export type MetadataValue = string | Uint8Array;

/** Metadata by key; a key that was sent several times has its values in order. */
export type GrpcMetadata = Readonly<Record<string, MetadataValue | readonly MetadataValue[]>>;

/** A frozen copy with lower-cased keys; throws TypeError when a `-bin` key has text or another key has bytes. */
export function normalizeMetadata(metadata: GrpcMetadata): GrpcMetadata {
  const all = new Map<string, MetadataValue[]>();
  for (const [name, value] of Object.entries(metadata)) {
    const key = name.toLowerCase();
    const values = valuesOf(value);
    for (const one of values) {
      if (key.endsWith('-bin') === (typeof one === 'string')) {
        throw new TypeError(`metadata ${key} takes ${key.endsWith('-bin') ? 'bytes' : 'text'}`);
      }
    }
    all.set(key, [...(all.get(key) ?? []), ...values]);
  }
  // Without a prototype: `constructor` and `__proto__` are keys like others.
  const frozen = Object.create(null) as Record<string, MetadataValue | readonly MetadataValue[]>;
  for (const [key, [first, ...others]] of all) {
    if (first !== undefined) frozen[key] = others.length === 0 ? first : Object.freeze([first, ...others]);
  }
  return Object.freeze(frozen);
}

/** The values of one entry as a list. */
export function valuesOf(value: MetadataValue | readonly MetadataValue[] | undefined): readonly MetadataValue[] {
  if (value === undefined) return [];
  return typeof value === 'string' || value instanceof Uint8Array ? [value] : value;
}

/** The first value under a key in any case, of metadata with lower-cased keys. */
export function firstValue(metadata: GrpcMetadata, key: string): MetadataValue | undefined {
  return valuesOf(metadata[key.toLowerCase()])[0];
}

/** What a grpc-js peer sent, in our form. */
export function fromGrpcJs(metadata: Metadata): GrpcMetadata {
  const entries = Object.keys(metadata.getMap()).map((key) => [key, metadata.get(key)] as const);
  return normalizeMetadata(Object.fromEntries(entries));
}

/** Our metadata for grpc-js; throws what it throws for illegal keys and values. */
export function toGrpcJs(metadata: GrpcMetadata): Metadata {
  const out = new Metadata();
  for (const [key, value] of Object.entries(normalizeMetadata(metadata))) {
    for (const one of valuesOf(value)) out.add(key, typeof one === 'string' ? one : Buffer.from(one));
  }
  return out;
}
