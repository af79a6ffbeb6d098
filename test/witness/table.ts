import type { TlsOptions } from '../../src/wire/tls.ts';
import { ConnectFailure } from '../../src/wire/dial-causes.ts';
import { connect } from '../../src/wire/connect.ts';
import { inLanes } from '../support/lanes.ts';
import { MISBEHAVIOURS } from '../support/misbehaviour/all.ts';
import type { Misbehaviour } from '../support/misbehaviour/row.ts';
import type { Keys } from '../support/misbehaviour/scene.ts';
import { Scene } from '../support/misbehaviour/scene.ts';
import type { Unreachable } from '../support/misbehaviour/unreachable.ts';
import { UNREACHABLE } from '../support/misbehaviour/unreachable.ts';
import { witnessed } from '../support/misbehaviour/witnessed.ts';
import { connectOptions } from '../support/wire-client.ts';
import { rawPeer } from '../support/wire-raw-peer.ts';
import type { Asked } from './grpc-js-eyes.ts';
import { grpcJsEyes } from './grpc-js-eyes.ts';
import type { GrpcioEyes } from './grpcio-eyes.ts';
import type { Seen } from './seen.ts';
import { ourCall, ourDial } from './seen.ts';

const LANES = 6;

/** What all witnesses say of one row; null where there is no such witness, or the row cannot be staged. */
export interface Testimony {
  readonly name: string;
  readonly ours: Seen | null;
  readonly grpcJs: Seen | null;
  readonly grpcio: Seen | null;
  /** What the specification asks for; empty for connections. */
  readonly asked: string;
  /** Others may take it for OK. */
  readonly lenient?: boolean;
}

export type Testimonies = readonly (readonly [kind: string, rows: readonly Testimony[]])[];

/** Runs every misbehaviour before every witness. */
export async function hearCalls(grpcio: GrpcioEyes | null): Promise<Testimonies> {
  const heard: [string, Testimony[]][] = [];
  for (const [kind, rows] of MISBEHAVIOURS) {
    heard.push([kind, await inLanes(rows, LANES, (row) => hearCall(row, grpcio))]);
  }
  return heard;
}

async function hearCall(row: Misbehaviour, grpcio: GrpcioEyes | null): Promise<Testimony> {
  const { name, script, peer, asked, unary = false, ours: lenient = false } = row;
  const before = async (eyes: (asked: Asked) => Promise<Seen>): Promise<Seen> => {
    const server = await rawPeer(script, peer);
    const seen = await eyes({ target: `127.0.0.1:${server.port}`, unary, tls: null });
    await server.close();
    return seen;
  };
  return {
    name,
    asked,
    lenient,
    ours: ourCall((await witnessed(row, false)).end),
    grpcJs: await before(grpcJsEyes),
    grpcio: grpcio && (await before((question) => grpcio.look(question))),
  };
}

/** Stages every way in which a connection does not come about, before every witness. */
export function hearDials(keys: Keys, grpcio: GrpcioEyes | null): Promise<readonly Testimony[]> {
  return inLanes(UNREACHABLE, LANES, (row) => hearDial(row, keys, grpcio));
}

async function hearDial(row: Unreachable, keys: Keys, grpcio: GrpcioEyes | null): Promise<Testimony> {
  const tls = row.tls ? row.tls(keys) : null;
  const before = async (eyes: (target: string) => Promise<Seen>): Promise<Seen | null> => {
    const scene = new Scene(keys);
    const target = await row.stage(scene);
    const seen = target === null ? null : await eyes(target);
    await scene.strike();
    return seen;
  };
  return {
    name: row.name,
    asked: '',
    ours: await before((target) => dialOurs(target, tls, row.limitMs)),
    grpcJs: await before((target) => grpcJsEyes({ target, unary: true, tls })),
    grpcio: grpcio && (await before((target) => grpcio.look({ target, unary: true, tls }))),
  };
}

async function dialOurs(target: string, tls: TlsOptions | null, limitMs = 5000): Promise<Seen> {
  const secure = tls ? ({ security: 'tls', tls } as const) : {};
  try {
    const connection = await connect(connectOptions(target, { ...secure, connectTimeoutMs: limitMs }));
    await connection.close();
    return { code: 'connected', text: '', messages: 0 };
  } catch (thrown) {
    if (thrown instanceof ConnectFailure) return ourDial(thrown);
    throw thrown;
  }
}
