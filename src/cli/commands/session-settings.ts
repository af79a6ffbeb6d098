import { Failure } from '../../base/failure.ts';
import { didYouMean } from '../../base/text.ts';
import type { SessionConfig, SessionSettings } from '../../session/config.ts';
import { SESSION_FIELDS } from '../../session/config.ts';
import { presetConfig } from '../../session/presets.ts';
import type { PresetName } from '../../session/presets.ts';
import { readFlatFile } from '../flat-file.ts';
import type { SessionConfigValues } from '../options/serve-session.ts';
import type { Settings } from '../settings.ts';
import { told, toldBy } from '../told.ts';

type Field = keyof SessionConfig;
type Said = SessionConfigValues & { readonly sessionConfig: string | null };

/** Fields that flags give in ms and the configuration in seconds. */
const TIMES: ReadonlySet<Field> = new Set<Field>([
  'pingInterval',
  'pingTimeout',
  'queueTimeout',
  'connectionTimeout',
  'circuitBreakerTimeout',
]);

/**
 * What the flags, else the environment, else the config file, else `--session-config` say of a session configuration, over
 * a preset.
 * @throws Failure `usage` or `config`, naming the flag or the line, for what the configuration does not take.
 */
export function planSessionSettings(settings: Settings<Said>, preset: PresetName): SessionSettings {
  const { sessionConfig } = settings.values;
  const file =
    sessionConfig === null
      ? new Map<Field, FileField>()
      : told(toldBy(settings, 'sessionConfig'), () => read(sessionConfig));
  const fromFile = Object.fromEntries([...file].map(([field, { value }]) => [field, value]));
  const planned = { ...fromFile, ...saidFields(settings) } as SessionSettings;
  try {
    presetConfig(preset, planned);
  } catch (thrown) {
    throw placed(thrown, settings, file);
  }
  return planned;
}

function saidFields({ values }: Settings<Said>): SessionSettings {
  const said = SESSION_FIELDS.filter((field) => values[field] !== null).map((field) => {
    const value = values[field];
    if (value === 'none') return [field, null] as const;
    return [field, TIMES.has(field) ? Number(value) / 1000 : value] as const;
  });
  return Object.fromEntries(said);
}

interface FileField {
  readonly value: unknown;
  readonly place: string;
}

function read(path: string): Map<Field, FileField> {
  const entries = readFlatFile(path, '--session-config', '{"pingInterval": 10}');
  const fields = new Map<Field, FileField>();
  for (const [name, { values, isList, place }] of entries) {
    const field = SESSION_FIELDS.find((known) => known === name);
    if (field === undefined) {
      throw new Failure('config', `${place}: there is no session setting ${JSON.stringify(name)}`, {
        hint: didYouMean(name, SESSION_FIELDS) ?? `settings: ${SESSION_FIELDS.join(', ')}`,
      });
    }
    fields.set(field, { value: isList ? values : values[0], place });
  }
  return fields;
}

/** The same failure with where the field it begins with was said. */
function placed(thrown: unknown, settings: Settings<Said>, file: ReadonlyMap<Field, FileField>): unknown {
  if (!(thrown instanceof Failure)) return thrown;
  const field = SESSION_FIELDS.find((known) => thrown.message.startsWith(`${known} `));
  const place = field && (settings.origin(field) ?? file.get(field)?.place);
  if (!place) return thrown;
  const hint = thrown.hint === null ? {} : { hint: thrown.hint };
  return new Failure(thrown.code, `${place}: ${thrown.message}`, { ...hint, cause: thrown });
}
