import { usage } from '../../base/failure.ts';
import { bareUrl } from '../../base/secrets.ts';
import { printable } from '../../base/text.ts';

const FORM = 'write it as http://host:port or https://host:port, with a path if the server lies below one';

/** Reads `--focus-server`: http or https, a path allowed. Throws Failure `usage` for anything else. */
export function parseFocusUrl(text: string): URL {
  const bad = (why: string, hint = FORM): Error =>
    usage(`--focus-server "${printable(bareUrl(text), 120)}" cannot be used: ${why}`, hint);
  const trimmed = text.trim();
  if (trimmed === '') throw usage('--focus-server is empty', FORM);
  if (!/^https?:\/\//i.test(trimmed)) throw bad('it does not begin with http:// or https://');
  if (!URL.canParse(trimmed)) throw bad('it is no URL');
  const url = new URL(trimmed);
  if (url.username !== '' || url.password !== '') {
    throw bad('it carries a password', "send it as metadata: -H 'authorization: Basic ${TOKEN}'");
  }
  if (url.search !== '' || url.hash !== '') throw bad('nothing may follow its path');
  return url;
}

/** Path of a resource below the base URL, each segment escaped. */
export function resourcePath(base: URL, ...segments: readonly string[]): string {
  return [base.pathname.replace(/\/+$/, ''), ...segments.map(encodeURIComponent)].join('/');
}

/** The base URL as messages name it. */
export function shownUrl(base: URL): string {
  return printable(`${base.origin}${base.pathname.replace(/\/+$/, '')}`, 200);
}
