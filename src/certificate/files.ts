/** Where `certs` puts what it makes, below the working folder, and where `serve --tls` looks for it. */
export const CERTS_FOLDER = 'certs';

/** Whose a certificate is. */
export const ROLES = ['ca', 'server', 'client'] as const;
export type Role = (typeof ROLES)[number];

/** `server.pem`. */
export function certFile(role: Role): string {
  return `${role}.pem`;
}

/** `server-key.pem`. */
export function keyFile(role: Role): string {
  return `${role}-key.pem`;
}
