// One long stream through the library, and what is in memory on its way; run with --expose-gc.
// usage: node --expose-gc bench/streams/memory-run.mjs ADDRESS FRAMES AT...; prints heap and external bytes at so many frames as JSON.
import { validate } from '../../dist/index.js';

const [address, frames, ...moments] = process.argv.slice(2);
const waiting = moments.map(Number);
const seen = [];
let peek = () => ({ frames: 0 });

const timer = setInterval(() => {
  const { frames: now } = peek();
  if (waiting.length === 0 || now < waiting[0]) return;
  waiting.shift();
  seen.push(look(now));
}, 5);
const result = await validate({
  target: address,
  job: '12-70788',
  frames: Number(frames),
  windowSize: '4MiB',
  slo: ['none'],
  timeout: '1h',
  onStart: (look) => (peek = look),
});
clearInterval(timer);
seen.push(look(result.frames.received));
console.log(
  JSON.stringify({ seen, received: result.frames.received, line: result.summary.line, exitCode: result.exitCode }),
);

function look(at) {
  globalThis.gc();
  const { heapUsed, external, rss } = process.memoryUsage();
  return { frames: at, heapUsed, external, rss };
}
