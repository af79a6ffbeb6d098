// Spectrogram frames of datastream.DataStream, laid out by hand, so that a frame costs the server eight patched numbers.

/** Shapes the comparison runs at: what one frame is called, its sensors and bins, and how many make one run. */
export const SHAPES = [
  { name: '2.6 KB', sensors: 10, bins: 64, frames: 400_000 },
  { name: '66 KB', sensors: 64, bins: 256, frames: 40_000 },
  { name: '820 KB', sensors: 200, bins: 1024, frames: 4_000 },
  { name: '4.6 MB', sensors: 1125, bins: 1024, frames: 600 },
];

const PICTURES = 8;
const PERIOD_MS = 100;
/** Chosen so that the varints of all frames have the same length. */
const FIRST_NUMBER = 2 ** 28;
const FIRST_TIME = 1_700_000_000_000;

/** Length-prefixed messages without end; each call patches the next one, which holds until the call after. */
export function frameSource({ sensors, bins }) {
  const pictures = Array.from({ length: PICTURES }, (_, seed) => picture(sensors, bins, seed + 1));
  let number = 0;
  return () => {
    const { bytes, places } = pictures[number % PICTURES];
    const time = FIRST_TIME + number * PERIOD_MS;
    putVarint(bytes, places.start, time);
    putVarint(bytes, places.end, time + PERIOD_MS);
    putVarint(bytes, places.sent, time + PERIOD_MS + 5);
    putVarint(bytes, places.number, FIRST_NUMBER + number);
    number += 1;
    return bytes;
  };
}

function picture(sensors, bins, seed) {
  const random = noise(seed);
  let least = Infinity;
  let most = -Infinity;
  const rows = Array.from({ length: sensors }, (_, id) => {
    const values = Buffer.alloc(bins * 4);
    for (let bin = 0; bin < bins; bin += 1) {
      const value = Math.fround(-60 + 20 * random());
      least = Math.min(least, value);
      most = Math.max(most, value);
      values.writeFloatLE(value, bin * 4);
    }
    return field(2, Buffer.concat([tagged(1, id + 1), field(2, values)]));
  });
  const head = field(1, Buffer.from('canvas-1'));
  const times = Buffer.concat([tagged(3, FIRST_TIME), tagged(4, FIRST_TIME)]);
  const row = field(1, Buffer.concat([head, ...rows, times]));
  const extremes = Buffer.concat([double(2, most), double(3, least)]);
  const tail = Buffer.concat([tagged(4, FIRST_NUMBER), tagged(5, FIRST_TIME)]);
  const message = Buffer.concat([row, extremes, tail]);
  const bytes = Buffer.concat([Buffer.alloc(5), message]);
  bytes.writeUInt32BE(message.length, 1);
  const rowEnd = 5 + row.length;
  const size = varint(FIRST_TIME).length;
  const places = { start: rowEnd - 2 * size - 1, end: rowEnd - size, sent: bytes.length - size };
  return { bytes, places: { ...places, number: places.sent - 1 - varint(FIRST_NUMBER).length } };
}

/** A linear congruential generator; the same numbers on every machine. */
function noise(seed) {
  let state = (seed * 2_654_435_761) >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

function varint(value) {
  const bytes = [];
  let rest = value;
  for (; rest > 127; rest = Math.floor(rest / 128)) bytes.push((rest % 128) | 128);
  return Buffer.from([...bytes, rest]);
}

function putVarint(bytes, at, value) {
  let place = at;
  let rest = value;
  for (; rest > 127; rest = Math.floor(rest / 128)) bytes[place++] = (rest % 128) | 128;
  bytes[place] = rest;
}

function tagged(number, value) {
  return Buffer.concat([Buffer.from([number * 8]), varint(value)]);
}

function field(number, content) {
  return Buffer.concat([Buffer.from([number * 8 + 2]), varint(content.length), content]);
}

function double(number, value) {
  const bytes = Buffer.alloc(9);
  bytes[0] = number * 8 + 1;
  bytes.writeDoubleLE(value, 1);
  return bytes;
}
