import { generate } from 'selfsigned';

export interface Certificate {
  readonly cert: string;
  readonly key: string;
}

const DAY_MS = 86_400_000;

/** A self-signed EC certificate, its own authority, for `localhost`, unless other names are given. */
export async function certificate(
  options: { readonly names?: readonly string[]; readonly from?: number; readonly until?: number } = {},
): Promise<Certificate> {
  const names = options.names ?? ['localhost'];
  const made = await generate([{ name: 'commonName', value: names[0] ?? 'localhost' }], {
    keyType: 'ec',
    curve: 'P-256',
    algorithm: 'sha256',
    notBeforeDate: new Date(options.from ?? Date.now() - DAY_MS),
    notAfterDate: new Date(options.until ?? Date.now() + 30 * DAY_MS),
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      {
        name: 'subjectAltName',
        altNames: [
          ...names.map((value) => ({ type: 2 as const, value })),
          ...(options.names ? [] : [{ type: 7 as const, ip: '127.0.0.1' }]),
        ],
      },
    ],
  });
  return { cert: made.cert, key: made.private };
}
