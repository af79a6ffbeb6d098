import { it } from 'vitest';
import { Client, credentials } from '@grpc/grpc-js';
import { grpcMessage, rawPeer } from '../support/wire-raw-peer.ts';
import type { RawStream } from '../support/wire-raw-peer.ts';
const cases: [string, (s: RawStream) => void][] = [
 ['flag1', (s) => s.send(s.headers(), s.data(grpcMessage('a', 1)), s.trailers())],
 ['flag1 zero', (s) => s.send(s.headers(), s.data(grpcMessage('', 1)), s.trailers())],
 ['flag7', (s) => s.send(s.headers(), s.data(grpcMessage('a', 7)), s.trailers())],
 ['enc br', (s) => s.send(s.headers([[':status','200'],['content-type','application/grpc'],['grpc-encoding','br']]), s.data(grpcMessage('a', 1)), s.trailers())],
 ['gzip garbage', (s) => s.send(s.headers([[':status','200'],['content-type','application/grpc'],['grpc-encoding','gzip']]), s.data(grpcMessage('abc', 1)), s.trailers())],
 ['404', (s) => s.send(s.headers([[':status','404'],['content-type','text/html']]), s.data(Buffer.from('<html>'), true))],
 ['404 end', (s) => s.send(s.headers([[':status','404'],['content-type','text/html']], true))],
 ['200 html', (s) => s.send(s.headers([[':status','200'],['content-type','text/html']]), s.data(Buffer.from('<html></html>'), true))],
 ['no status', (s) => s.send(s.headers(), s.data(grpcMessage('a')), s.trailers([['x-a', 'b']]))],
 ['no trailers', (s) => s.send(s.headers(), s.data(grpcMessage('a'), true))],
 ['abc', (s) => s.send(s.headers(), s.trailers([['grpc-status', 'abc']]))],
 ['99', (s) => s.send(s.headers(), s.trailers([['grpc-status', '99'],['grpc-message','hi']]))],
 ['empty', (s) => s.send(s.headers(), s.trailers([['grpc-status', '']]))],
 ['headers bad', (s) => s.send(s.headers([[':status','200'],['content-type','application/grpc'],['bad-bin','%%%']]), s.trailers())],
 ...[0,1,2,7,8,11,12,13].map((c): [string, (s: RawStream) => void] => ['rst '+c, (s) => s.send(s.headers(), s.data(grpcMessage('a')), s.rst(c))]),
 ['trailers+rst8', (s) => s.send(s.headers(), s.data(grpcMessage('a')), s.trailers([['grpc-status','5'],['grpc-message','nope']]), s.rst(8))],
 ['drop', (s) => { s.send(s.headers(), s.data(grpcMessage('a'))); setTimeout(() => s.socket.end(), 30); }],
 ['reset', (s) => { s.send(s.headers(), s.data(grpcMessage('a'))); setTimeout(() => s.socket.resetAndDestroy(), 30); }],
 ['goaway', (s) => { s.send(s.headers(), s.data(grpcMessage('a')), s.goaway(11, 'too_many_pings')); }],
 ['goaway0', (s) => { s.send(s.headers(), s.data(grpcMessage('a')), s.goaway(2, '')); s.socket.end(); }],
];
it.each(cases)('%s', async (name, script) => {
  const peer = await rawPeer(script);
  const client = new Client(`ipv4:127.0.0.1:${peer.port}`, credentials.createInsecure(), {'grpc.use_local_subchannel_pool': 1, 'grpc.enable_retries': 0});
  const call = client.makeBidiStreamRequest('/t.T/M', (b: Buffer) => b, (b: Buffer) => b);
  call.on('data', () => undefined); call.on('error', () => undefined);
  const s = await new Promise<any>((r) => { call.on('status', r); call.end(); setTimeout(() => r('NONE'), 1500); });
  console.log(name, '=>', s instanceof Error ? 'ERROR ' + s.message : '', s && typeof s === 'object' ? JSON.stringify({...s, metadata: s.metadata && s.metadata.toHttp2Headers()}) : s, Object.keys(s ?? {}).join());
  client.close(); await peer.close();
});
