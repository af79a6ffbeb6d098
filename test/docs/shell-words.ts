/** Ends of a command within a line. */
const OPERATORS = ['&&', '||', '|', ';', '&', '>>', '>'];

/**
 * The commands of a shell text as their words: quotes taken off, lines that end in a backslash joined, comments left out,
 * variables left as they are. No more of the shell than documents use.
 */
export function shellCommands(text: string): string[][] {
  return text
    .replace(/\\\n\s*/g, ' ')
    .split('\n')
    .flatMap(commandsOf);
}

function commandsOf(line: string): string[][] {
  const commands: string[][] = [[]];
  let word: string | null = null;
  for (let at = 0; at < line.length; at += 1) {
    const char = line[at] as string;
    const operator = OPERATORS.find((text) => line.startsWith(text, at));
    if (char === "'" || char === '"') {
      const close = line.indexOf(char, at + 1);
      if (close === -1) throw new Error(`a quote is never closed: ${line}`);
      word = (word ?? '') + line.slice(at + 1, close);
      at = close;
    } else if (char === ' ' || char === '\t') {
      end();
    } else if (char === '#' && word === null) {
      break;
    } else if (operator !== undefined) {
      end();
      commands.push([]);
      at += operator.length - 1;
    } else word = (word ?? '') + char;
  }
  end();
  return commands.filter((words) => words.length > 0);

  function end(): void {
    if (word !== null) commands.at(-1)?.push(word);
    word = null;
  }
}

/** The words after `grpc-validate`, where a command is one: also through npx, exec and env. */
export function ownArguments(words: readonly string[]): string[] | null {
  const rest = [...words];
  if (rest[0] === 'exec') rest.shift();
  if (rest[0] === 'env' && rest[1] === '-u') rest.splice(0, 3);
  if (rest[0] === 'npx') rest.shift();
  return rest.shift() === 'grpc-validate' ? rest : null;
}
