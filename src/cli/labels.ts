import { usage } from '../base/failure.ts';
import { isSecretKey } from '../base/secret.ts';

/** `--label key=value`, repeated, as a record. */
export function parseLabels(labels: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    labels.map((label) => {
      const [, key, value] = /^([\w.-]+)=(.*)$/s.exec(label) ?? [];
      if (key === undefined || value === undefined) {
        throw usage(`--label takes key=value; got ${JSON.stringify(label)}`, 'for example: --label build=1234');
      }
      return [key, value];
    }),
  );
}

/** The value of a label whose key says that it is a secret. */
export function secretsOfLabel(label: string): string[] {
  const at = label.indexOf('=');
  return at > 0 && isSecretKey(label.slice(0, at)) ? [label.slice(at + 1)] : [];
}
