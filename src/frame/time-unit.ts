export const TIME_UNITS = ['ms', 's', 'us', 'ns'] as const;

/** The unit source times come in. */
export type TimeUnit = (typeof TIME_UNITS)[number];

/** A source time in milliseconds, fractional for the finer units. */
export function toMs(time: number, unit: TimeUnit): number {
  switch (unit) {
    case 's':
      return time * 1000;
    case 'us':
      return time / 1000;
    case 'ns':
      return time / 1e6;
    default:
      return time;
  }
}
