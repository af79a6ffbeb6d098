// The ordinary Node client of datastream.proto, @grpc/grpc-js with @grpc/proto-loader, making the checks the validator makes.
// usage: node bench/streams/grpc-js-client.mjs ADDRESS FRAMES; prints frames, seconds from the first to the last, and violations as JSON.
import { fileURLToPath } from 'node:url';
import { credentials, loadPackageDefinition } from '@grpc/grpc-js';
import { loadSync } from '@grpc/proto-loader';

const [address, frames] = process.argv.slice(2);
const proto = fileURLToPath(new URL('../../protos/datastream.proto', import.meta.url));
const { datastream } = loadPackageDefinition(loadSync(proto, { keepCase: true, longs: Number, defaults: true }));
const client = new datastream.DataStreamService(address, credentials.createInsecure(), {
  'grpc.max_receive_message_length': -1,
});
const state = { number: 0, content: 0, sensors: 0, bins: 0, violations: 0, runs: new Map(), canvases: new Map() };
let [received, first, last] = [0, 0, 0];
const used = process.cpuUsage();
const call = client.StreamSpectrograms({ job_id: '12-70788', max_frames: Number(frames) });
call.on('data', (frame) => {
  last = performance.now();
  if (received === 0) first = last;
  received += 1;
  judge(frame);
});
call.on('error', (error) => {
  console.error(error.message);
  process.exitCode = 1;
});
call.on('end', () => {
  const { user, system } = process.cpuUsage(used);
  const [seconds, cpuSeconds] = [(last - first) / 1000, (user + system) / 1e6];
  console.log(JSON.stringify({ frames: received, seconds, cpuSeconds, violations: state.violations }));
  client.close();
});

function judge(frame) {
  let [min, max, content] = [Infinity, -Infinity, 0];
  if (frame.rows.length === 0) fail();
  for (const row of frame.rows) {
    if (row.sensors.length === 0 || (state.sensors !== 0 && row.sensors.length !== state.sensors)) fail();
    state.sensors = row.sensors.length;
    const twins = new Set();
    let id = -Infinity;
    for (const sensor of row.sensors) {
      if (sensor.id <= id) fail();
      id = sensor.id;
      const found = summarize(sensor.intensity);
      min = Math.min(min, found.min);
      max = Math.max(max, found.max);
      content = Math.imul(content ^ found.hash, 0x9e3779b1);
      if (sensor.intensity.length === 0 || (state.bins !== 0 && sensor.intensity.length !== state.bins)) fail();
      state.bins = sensor.intensity.length;
      const run = state.runs.get(id) ?? { hash: 0, constant: 0, repeated: 0 };
      run.constant = found.min === found.max ? run.constant + 1 : 0;
      run.repeated = run.hash === found.hash ? run.repeated + 1 : 0;
      run.hash = found.hash;
      state.runs.set(id, run);
      if (found.bad > 0 || run.constant >= 10 || run.repeated >= 10 || twins.has(found.hash)) fail();
      twins.add(found.hash);
    }
    const before = state.canvases.get(row.canvasId);
    if (row.endTimestamp < row.startTimestamp) fail();
    if (before !== undefined && (row.startTimestamp <= before || row.startTimestamp - before > 151)) fail();
    state.canvases.set(row.canvasId, row.startTimestamp);
  }
  const slack = 1e-5 * Math.max(Math.abs(frame.current_max_amp), Math.abs(frame.current_min_amp));
  if (max > frame.current_max_amp + slack || min < frame.current_min_amp - slack || min === max) fail();
  if (content === state.content) fail();
  state.content = content;
  if (state.number !== 0 && frame.frame_number !== state.number + 1) fail();
  state.number = frame.frame_number;
}

function fail() {
  state.violations += 1;
}

function summarize(values) {
  let [min, max, bad, hash] = [Infinity, -Infinity, 0, 0];
  for (let n = 0; n < values.length; n += 1) {
    const value = values[n];
    if (!Number.isFinite(value)) bad += 1;
    if (value < min) min = value;
    if (value > max) max = value;
    hash = Math.imul(hash ^ (value * 65_536), 0x9e3779b1);
  }
  return { min, max, bad, hash };
}
