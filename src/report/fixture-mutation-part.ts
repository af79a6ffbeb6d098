import type { FixtureMutation } from '../base/fixtures-result.ts';
import { plural, printable } from '../base/text.ts';
import type { Style } from './style.ts';
import { labelled } from './wrap.ts';

/** The mutation self-test: survivors one by one, then what makes no mutants, by reason. */
export function mutationPart({ mutants, killed, survivors, leftOut }: FixtureMutation, style: Style): string[] {
  const counts = `${plural(mutants, 'mutant')}: ${killed} killed, ${survivors.length} survived`;
  const lines = survivors.map(({ file, path, change }) =>
    labelled('  -', printable(`${file}: ${path}: ${change}`, 500), style.width, 4),
  );
  return [
    [survivors.length > 0 ? style.chalk.red(counts) : counts, ...lines].join('\n'),
    ...(leftOut.length === 0 ? [] : [leftOutBlock(leftOut, style)]),
  ];
}

function leftOutBlock(leftOut: FixtureMutation['leftOut'], { width }: Style): string {
  const byReason = new Map<string, string[]>();
  for (const { file, path, reason } of leftOut) {
    byReason.set(reason, [...(byReason.get(reason) ?? []), `${file} ${path}`]);
  }
  const lines = [...byReason].map(([reason, places]) =>
    labelled('  -', printable(`${reason} (${places.length}): ${shorten(places)}`, 2000), width, 4),
  );
  return [`no mutants were made of ${plural(leftOut.length, 'part')}:`, ...lines].join('\n');
}

/** Every place is in the document; people need an example. */
function shorten(places: readonly string[]): string {
  return places.length <= 3 ? places.join(', ') : `${places.slice(0, 2).join(', ')}, ...`;
}
