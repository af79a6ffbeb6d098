// The same unary calls over node:http2 with nothing around them: what any client on it can reach.
// usage: node bench/calls-bare.mjs ADDRESS CALLS LANES; prints calls, seconds and cpuSeconds (start-up included) as JSON.
import { connect } from 'node:http2';

const [address, calls, lanes] = process.argv.slice(2);
const HEADERS = {
  ':method': 'POST',
  ':path': '/bench.v1.Calls/Get',
  te: 'trailers',
  'content-type': 'application/grpc',
};
const EMPTY = Buffer.alloc(5);
const session = connect(`http://${address}`);
let [left, over, began] = [Number(calls), 0, 0];

session.once('remoteSettings', () => {
  began = performance.now();
  for (let lane = 0; lane < Number(lanes); lane += 1) call();
});

function call() {
  if (left === 0) return;
  left -= 1;
  const stream = session.request(HEADERS);
  stream.on('data', () => {});
  stream.on('close', closed);
  stream.end(EMPTY);
}

function closed() {
  over += 1;
  if (over < Number(calls)) {
    call();
    return;
  }
  const seconds = (performance.now() - began) / 1000;
  const { user, system } = process.cpuUsage();
  console.log(JSON.stringify({ calls: over, seconds, cpuSeconds: (user + system) / 1e6 }));
  session.close();
}
