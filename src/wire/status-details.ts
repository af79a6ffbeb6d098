import { isSecretKey } from '../base/secret.ts';
import type { StatusDetail, StatusDetails } from '../base/status.ts';
import { statusName } from '../base/status.ts';
import { plural, printable } from '../base/text.ts';
import { decodeJson } from '../schema/codec.ts';
import type { FileRegistry, JsonValue } from '../schema/descriptors.ts';
import type { RpcStatus } from '../schema/google-rpc.ts';
import { decodeRpcStatus, googleRpc } from '../schema/google-rpc.ts';
import { createVerifier } from '../schema/verifier.ts';
import { detailWords } from './detail-words.ts';
import { thrownText } from './thrown.ts';

const MOST_DETAILS = 20;
const TEXT_LIMIT = 1000;

/**
 * Reads `grpc-status-details-bin` of a status with `code`; what does not decode is told, and never throws. `schemas` know
 * types besides google.rpc's own.
 */
export function readDetails(sent: string, code: number, schemas: readonly FileRegistry[] = []): StatusDetails {
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(sent)) return undecodable('it is not base64');
  const status = decodeRpcStatus(Buffer.from(sent, 'base64'));
  if ('offset' in status) return undecodable(`byte ${status.offset}: ${status.message}`);
  return {
    code: status.code,
    message: printable(status.message, TEXT_LIMIT),
    details: status.details.slice(0, MOST_DETAILS).map((detail) => readDetail(detail, [googleRpc(), ...schemas])),
    fault: faultOf(status, code),
  };
}

function undecodable(why: string): StatusDetails {
  return { code: null, message: null, details: [], fault: `it does not decode: ${why}` };
}

function faultOf({ code, details }: RpcStatus, outer: number): string | null {
  const faults = [
    ...(code === outer ? [] : [`its code is ${named(code)}, grpc-status is ${named(outer)}`]),
    ...(details.length <= MOST_DETAILS ? [] : [`it has ${details.length} details; the first ${MOST_DETAILS} are kept`]),
  ];
  return faults.length === 0 ? null : faults.join('; ');
}

function named(code: number): string {
  return code >= 0 && code <= 16 ? `${statusName(code)} (${code})` : String(code);
}

function readDetail(
  { typeUrl, value }: RpcStatus['details'][number],
  registries: readonly FileRegistry[],
): StatusDetail {
  const name = typeUrl.slice(typeUrl.lastIndexOf('/') + 1);
  const type = printable(name, 200);
  const told = (text: string): StatusDetail => ({
    type,
    text: `${plural(value.length, 'byte')}, ${text}`,
    value: null,
  });
  const registry = registries.find((each) => each.getMessage(name) !== undefined);
  const desc = registry?.getMessage(name);
  if (registry === undefined || desc === undefined) return told('of a type that is not known here');
  const fault = createVerifier(desc).verify(value);
  if (fault) return told(`which do not decode: byte ${fault.offset}: ${printable(fault.message, 200)}`);
  try {
    const json = safe(decodeJson(desc, value, { registry }));
    return { type, text: printable(detailWords(name, json), TEXT_LIMIT), value: json };
  } catch (thrown) {
    return told(`which have no JSON form: ${printable(thrownText(thrown), 200)}`);
  }
}

/** Every text inside made safe to print, values of secret keys left out: servers put request metadata into ErrorInfo. */
function safe(value: JsonValue): JsonValue {
  if (typeof value === 'string') return printable(value, TEXT_LIMIT);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(safe);
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [printable(key, 200), isSecretKey(key) ? '(hidden)' : safe(one)]),
  );
}
