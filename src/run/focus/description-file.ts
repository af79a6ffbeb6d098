import { Failure } from '../../base/failure.ts';
import type { JobDescription } from '../../frame/description.ts';
import { isNoLiveSource, parseDescription } from '../../frame/description.ts';
import { readJsonFile } from './json-file.ts';

const SHOWN = 5;

/**
 * A job's description from a file, as `--description` takes it.
 * @throws Failure `file` or `config`, naming the path: unreadable, no JSON object, or a description that contradicts itself.
 */
export function readDescriptionFile(path: string): JobDescription {
  const description = parseDescription(readJsonFile(path, '--description').value, path);
  // A silent source is the job's own trouble, for job.reply to tell; a file is not wrong for it.
  const wrong = description.contradictions.filter((text) => !isNoLiveSource(text));
  if (wrong.length === 0) return description;
  const more = wrong.length > SHOWN ? `; and ${wrong.length - SHOWN} more` : '';
  throw new Failure('config', `${path} contradicts itself: ${wrong.slice(0, SHOWN).join('; ')}${more}`, {
    hint: 'correct the file, or take the description from the server with --focus-server',
  });
}
