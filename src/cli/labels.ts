import { usage } from '../base/failure.ts';

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
