/** A row of a packed frame: the values of one sensor after those of another. */
export interface Axes {
  readonly sensors: number;
  readonly bins: number;
}

const MOST = 2 ** 31 - 1;

/** `17x256` -> sensors and bins, `none` -> no sensor axis; `undefined` when it is neither. */
export function parseAxes(text: string): Axes | 'none' | undefined {
  const trimmed = text.trim();
  if (trimmed.toLowerCase() === 'none') return 'none';
  const match = /^(\d+)\s*[x*×]\s*(\d+)$/i.exec(trimmed);
  if (!match) return undefined;
  const axes = { sensors: Number(match[1]), bins: Number(match[2]) };
  const isPossible = [axes.sensors, axes.bins, axes.sensors * axes.bins].every((n) => n >= 1 && n <= MOST);
  return isPossible ? axes : undefined;
}

/**
 * How the values of a row divide into sensors: decided on the first good frames and held for the stream. A frame whose
 * row has another number of values keeps the bins and shows the sensors it has; what is left over is a last sensor that
 * is too short.
 */
export class RowAxes {
  /** Sensors of the row last fitted; 0 where there is no sensor axis. */
  sensors = 0;
  /** Values of each of them but the last, and of the last. */
  bins = 0;
  lastBins = 0;
  readonly #given: Axes | 'none' | undefined;
  readonly #knownBins: number | undefined;
  /** Values of a sensor once decided; 0 = no sensor axis. */
  #held: number | null = null;
  #byChannels = false;
  #points = 0;
  #channels = 0;

  constructor(given: Axes | 'none' | undefined, bins: number | undefined) {
    this.#given = given;
    this.#knownBins = bins;
    if (given !== undefined) this.#held = given === 'none' ? 0 : given.bins;
  }

  /** A row of a first good frame: `points` values, `channels` by the frame's header. */
  offer(points: number, channels: number): void {
    const fits = points === channels * (this.#knownBins ?? 0);
    if (this.#points !== 0 && !fits) return;
    this.#points = points;
    this.#channels = channels;
    this.#byChannels ||= fits;
    if (this.#given === undefined && fits) this.#held = points / channels;
  }

  /** No more frames are offered: whether there is a sensor axis, and in words how values lie. */
  settle(): { readonly hasSensors: boolean; readonly words: string } {
    this.#held ??= 0;
    const given = this.#given;
    if (given === 'none') return { hasSensors: false, words: `one axis of ${this.#points} values` };
    if (given !== undefined)
      return { hasSensors: true, words: `${given.sensors} sensors x ${given.bins} bins (given)` };
    if (this.#held > 0) return { hasSensors: true, words: `${this.#channels} sensors x ${this.#held} bins` };
    return { hasSensors: false, words: `one axis of ${this.#points} values (${this.#why()})` };
  }

  /** Divides a row of `points` values into `sensors`, `bins` and `lastBins`. */
  fit(points: number, channels: number): void {
    const held = this.#held ?? 0;
    if (held === 0) this.#set(0, points, points);
    else if (points % held === 0) this.#set(points / held, held, held);
    else if (this.#byChannels && channels > 0 && points % channels === 0) {
      this.#set(channels, points / channels, points / channels);
    } else this.#set(Math.ceil(points / held), held, points % held);
  }

  #set(sensors: number, bins: number, lastBins: number): void {
    this.sensors = sensors;
    this.bins = bins;
    this.lastBins = lastBins;
  }

  #why(): string {
    if (this.#knownBins === undefined) return 'the number of bins is unknown';
    if (this.#channels < 1) return 'the channels are not sent';
    return `not ${this.#channels} channels x ${this.#knownBins} bins`;
  }
}
