import { usage } from '../../base/failure.ts';
import { printable } from '../../base/text.ts';

/** `call [target] pkg.Service/Method`, told apart. */
export interface CallWords {
  readonly target: string | undefined;
  /** `pkg.Service/Method`, without a leading slash. */
  readonly method: string;
}

const METHOD = /^\/?((?:[A-Za-z_]\w*\.)*[A-Za-z_]\w*\/[A-Za-z_]\w*)$/;
/** As some tools write it; `pkg.Service` alone looks the same, and so does a host. */
const DOTTED = /^(?:[A-Za-z_]\w*\.)+[A-Za-z_]\w*$/;
const FORM = 'the form is: grpc-validate call [target] pkg.Service/Method';

/** Whether a word has the form of a method, `pkg.Service/Method`. */
export function isMethodWord(word: string): boolean {
  return METHOD.test(word);
}

/**
 * The method is the last word that has the form of one, the target is the other.
 * @throws Failure `usage` without a method, with two, or with words too many.
 */
export function readCallWords(words: readonly string[]): CallWords {
  const methods = words.flatMap((word) => METHOD.exec(word)?.[1] ?? []);
  const others = words.filter((word) => !METHOD.test(word));
  const [method, second] = methods.toReversed();
  if (method === undefined) throw noMethod(words);
  if (second !== undefined) {
    const hint = others.length === 0 ? `${second} is no target; ${FORM}` : 'call makes one call: give one method';
    throw usage(`two methods were given, ${shown(second)} and ${shown(method)}`, hint);
  }
  const [target, ...more] = others;
  if (more.length > 0) throw usage(`two targets were given, ${shown(target)} and ${shown(more[0])}`, FORM);
  return { target, method };
}

function noMethod(words: readonly string[]): Error {
  const dotted = words.find((word) => DOTTED.test(word) && word.includes('.'));
  if (dotted !== undefined) {
    const dot = dotted.lastIndexOf('.');
    return usage(
      `${shown(dotted)} is no method`,
      `a method is written with a slash: ${shown(`${dotted.slice(0, dot)}/${dotted.slice(dot + 1)}`)}, or ${shown(dotted)}/Method if that is a service, whose methods --list tells`,
    );
  }
  return usage('which method?', FORM);
}

function shown(word: string | undefined): string {
  return printable(word ?? '', 120);
}
