import { CERTS_FOLDER } from '../../certificate/files.ts';
import type { SubjectName } from '../../certificate/subject-name.ts';
import { parseHost } from '../../certificate/subject-name.ts';
import { count, flag, text } from '../kinds.ts';
import type { Option, OptionTable } from '../option.ts';
import type { OutputValues } from './output.ts';
import { OUTPUT } from './output.ts';

/** What certificates to make, and where. */
export interface CertsValues extends Pick<OutputValues, 'config' | 'quiet' | 'json'> {
  readonly out: string;
  readonly host: readonly SubjectName[];
  readonly days: number;
  readonly clientName: string;
  readonly newCa: boolean;
  readonly force: boolean;
}

/** Longest validity of a server's certificate that all the common clients put up with. */
const MOST_DAYS = 825;

export const CERTS: OptionTable<CertsValues> = {
  out: text('<dir>', CERTS_FOLDER, 'folder for the files, made if it is not there', { setting: 'certsOut' }),
  host: hosts(),
  days: count(30, 'validity of both certificates, counted from now', 1, MOST_DAYS, { setting: 'certsDays' }),
  clientName: name(),
  newCa: flag('make a new authority also where the folder has one', { setting: 'certsNewCa' }),
  force: flag('overwrite the files that are there', { setting: 'certsForce' }),
  json: { ...OUTPUT.json, help: 'the list of what was made as JSON' },
  quiet: OUTPUT.quiet,
  config: OUTPUT.config,
};

function hosts(): Option<readonly SubjectName[]> {
  return {
    argument: '<name>',
    repeat: true,
    list: true,
    setting: 'certsHosts',
    help: 'a name or address clients reach the server by; repeat it for several',
    fallback: ['localhost', '127.0.0.1', '::1'].flatMap((host) => parseHost(host) ?? []),
    takes: 'a host name such as das.example or *.example, or an IP address',
    parse: parseHost,
    show: (names) => names.map(({ value }) => value).join(', '),
  };
}

function name(): Option<string> {
  const option = text('<name>', 'grpc-validate-client', 'whom the client certificate names', {
    setting: 'certsClientName',
  });
  return {
    ...option,
    takes: 'a name of 1 to 64 characters',
    // eslint-disable-next-line no-control-regex -- they have no place in a name
    parse: (value) => (/^[^\u0000-\u001f\u007f]{1,64}$/.test(value.trim()) ? value.trim() : undefined),
  };
}
