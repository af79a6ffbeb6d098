/** A 16-bit PCM WAV with one tone a channel over a little seeded noise. */
export function wavFile({
  sampleRate,
  seconds,
  tones,
}: {
  sampleRate: number;
  seconds: number;
  tones: readonly number[];
}): Buffer {
  const frames = sampleRate * seconds;
  const data = Buffer.alloc(frames * tones.length * 2);
  let seed = 1;
  for (let frame = 0; frame < frames; frame += 1) {
    tones.forEach((hz, channel) => {
      seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
      const noise = (seed / 2 ** 32 - 0.5) * 0.02;
      const value = 0.5 * Math.sin((2 * Math.PI * hz * frame) / sampleRate) + noise;
      data.writeInt16LE(Math.round(value * 32_767), (frame * tones.length + channel) * 2);
    });
  }
  const header = Buffer.alloc(44);
  header.write('RIFF', 0);
  header.writeUInt32LE(36 + data.length, 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(tones.length, 22);
  header.writeUInt32LE(sampleRate, 24);
  header.writeUInt32LE(sampleRate * tones.length * 2, 28);
  header.writeUInt16LE(tones.length * 2, 32);
  header.writeUInt16LE(16, 34);
  header.write('data', 36);
  header.writeUInt32LE(data.length, 40);
  return Buffer.concat([header, data]);
}
