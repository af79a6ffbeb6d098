import { systemClock } from '../../base/clock.ts';
import { Failure, usage } from '../../base/failure.ts';
import { printable } from '../../base/text.ts';
import { renderServiceList } from '../../report/service-list.ts';
import { askReflection } from '../../run/ask-schema.ts';
import type { Described } from '../../run/describe-schema.ts';
import { describeFiles, describeReflection } from '../../run/describe-schema.ts';
import type { Reflection } from '../../run/reflection.ts';
import type { Survey } from '../../run/service-list.ts';
import { surveyFiles, surveyReflection } from '../../run/service-list.ts';
import type { FileRegistry } from '../../schema/descriptors.ts';
import { printProto } from '../../schema/print/file.ts';
import { loadSchemaFiles } from '../../schema/schema-files.ts';
import { parseHeader } from '../../wire/header.ts';
import type { Config } from '../config-file.ts';
import { Interrupt } from '../interrupt.ts';
import type { Io } from '../io.ts';
import { schemaFiles } from '../options/schema.ts';
import { CALL } from '../options/tables.ts';
import type { CallValues } from '../options/values.ts';
import { saveProtoset } from '../protoset-out.ts';
import { ResultOutput } from '../result-output.ts';
import { both, settleRivals } from '../rivals.ts';
import { attemptLine, sayer } from '../run-stage.ts';
import type { Settings } from '../settings.ts';
import { requireTarget } from '../target-source.ts';
import { layoutWidth, useColour } from '../terminal.ts';
import { told, toldBy } from '../told.ts';
import { version } from '../version.ts';
import { isMethodWord } from './call-words.ts';
import { planReach } from './reach-plan.ts';

/** Whether the words of a `call` ask for the schema, and for no call. */
export function asksForSchema({ list, describe, protosetOut }: CallValues, words: readonly string[]): boolean {
  return list || describe !== null || (protosetOut !== null && !words.some(isMethodWord));
}

/**
 * `call [target] --list`, `--describe NAME` or `--protoset-out FILE`: the schema that files or the server's reflection
 * hold; exit code.
 * @throws Failure of the words, of the files, of dialling and of reflection.
 */
export async function callSchema(
  words: readonly string[],
  given: Settings<CallValues>,
  config: Config,
  io: Io,
): Promise<number> {
  const settings = settleRivals(CALL, given, [both('tls', 'plaintext'), both('list', 'describe')]);
  const { values } = settings;
  const target = targetOf(words);
  const say = sayer(io, values.quiet);
  const files = loadSchemaFiles(schemaFiles(values));
  if (files !== null && target !== undefined) say(`the schema comes from ${files.origin}, and no server is asked`);
  const ask: AskBoth = (ofFiles, ofServer) =>
    files === null ? askServer(target, settings, config, io, ofServer) : Promise.resolve(ofFiles(files.registry));
  const output = new ResultOutput(io.stdout);
  const registry = await (values.describe === null
    ? survey(settings, io, output, ask)
    : describe(values.describe, settings, output, ask, say));
  saveProtoset(registry, settings);
  if (values.protosetOut !== null) say(`the schema is in ${values.protosetOut}`);
  if (output.failure !== null) throw new Failure('file', output.failure);
  return 0;
}

type AskBoth = <T>(
  ofFiles: (registry: FileRegistry) => T,
  ofServer: (reflection: Reflection) => Promise<T>,
) => Promise<T>;

function targetOf([target, ...more]: readonly string[]): string | undefined {
  if (more.length > 0 || (target !== undefined && isMethodWord(target))) {
    throw usage(
      `no method is called with --list, --describe or --protoset-out alone; got ${printable([target, ...more].join(' '), 120)}`,
      'give the target alone; the name of a service, message or method goes behind --describe',
    );
  }
  return target;
}

async function askServer<T>(
  target: string | undefined,
  settings: Settings<CallValues>,
  config: Config,
  io: Io,
  ask: (reflection: Reflection) => Promise<T>,
): Promise<T> {
  const { values } = settings;
  const { text, origin } = requireTarget(target, io, config, 'or name a file with the schema by --proto or --protoset');
  const place = { flag: 'target', origin: origin === 'argument' ? null : origin };
  const reach = told(place, () => planReach(settings, text));
  const metadata = told(toldBy(settings, 'metadata'), () => values.metadata.map((each) => parseHeader(each, io.env)));
  const say = sayer(io, values.quiet);
  const interrupt = new Interrupt(io);
  try {
    const host = {
      clock: systemClock,
      random: Math.random,
      version: version(),
      signal: interrupt.signal,
      onAttempt: attemptLine(say),
    };
    return await askReflection(reach, { metadata, timeoutMs: values.connectTimeout }, host, ask);
  } finally {
    interrupt.release();
  }
}

async function survey(
  { values }: Settings<CallValues>,
  io: Io,
  output: ResultOutput,
  ask: AskBoth,
): Promise<FileRegistry> {
  const { registry, services } = await ask<Survey>(surveyFiles, surveyReflection);
  if (!values.list) return registry;
  const methods = services.flatMap((service) => service.methods);
  if (values.json || values.output === 'json') await output.write(`${JSON.stringify({ services }, null, 2)}\n`);
  else if (values.output === 'ndjson') await output.write(services.map((each) => `${JSON.stringify(each)}\n`).join(''));
  else if (values.output === 'line') await output.write(methods.map(({ path }) => `${path}\n`).join(''));
  else {
    const options = { colour: useColour(io.stdout, io.env), width: layoutWidth(io.stdout) };
    await output.write(renderServiceList(services, options));
  }
  return registry;
}

async function describe(
  name: string,
  { values }: Settings<CallValues>,
  output: ResultOutput,
  ask: AskBoth,
  say: (text: string) => void,
): Promise<FileRegistry> {
  const { file, registry } = await ask<Described>(
    (registry) => describeFiles(registry, name),
    (reflection) => describeReflection(reflection, name),
  );
  const text = printProto(file, registry);
  const json = values.json || values.output === 'json';
  await output.write(json ? `${JSON.stringify({ file: file.name, text }, null, 2)}\n` : text);
  const imports = file.dependency.filter((each) => !each.startsWith('google/protobuf/'));
  if (imports.length > 0)
    say(`it imports ${printable(imports.join(', '), 400)}: --describe prints each, --protoset-out saves all`);
  return registry;
}
