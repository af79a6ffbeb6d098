import type { Rule } from '../rule.ts';

export const drift: Rule = {
  id: 'dimension.drift',
  family: 'dimension',
  severity: 'error',
  unit: 'frames',
  summary: 'Sensors per row or values per sensor differ from the previous frame; one finding a change.',
  start({ tally, shared }) {
    let known = false;
    let sensors = '';
    let bins = '';
    let sensorsLeast = 0;
    let sensorsMost = 0;
    let binsLeast = 0;
    let binsMost = 0;
    return {
      frame(frame, facts) {
        if (facts.absent) return;
        const sameSensors = facts.sensorsLeast === sensorsLeast && facts.sensorsMost === sensorsMost;
        const sameBins = facts.binsLeast === binsLeast && facts.binsMost === binsMost;
        if (known) tally.examine();
        if (known && sameSensors && sameBins) return;
        const was = { sensors, bins };
        ({ sensorsLeast, sensorsMost, binsLeast, binsMost } = facts);
        sensors = span(sensorsLeast, sensorsMost);
        bins = span(binsLeast, binsMost);
        if (!known) {
          known = true;
          return;
        }
        tally.violate(frame.index, () => ({
          ...shared.places.at(frame),
          expected: `${was.sensors} sensors, ${was.bins} bins (previous frame)`,
          actual: `${sensors} sensors, ${bins} bins`,
          message: `the shape changed from ${was.sensors} sensors with ${was.bins} bins to ${sensors} with ${bins}`,
        }));
      },
      skipped: () => 'needs two frames that passed structure.present',
    };
  },
};

function span(least: number, most: number): string {
  return least === most ? String(least) : `${least}..${most}`;
}
