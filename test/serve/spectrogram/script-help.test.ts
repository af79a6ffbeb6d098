import { describe, expect, it } from 'vitest';
import { FAULTS } from '../../../src/serve/spectrogram/fault/table.ts';
import { FAULT_HELP, QUIRK_HELP } from '../../../src/serve/spectrogram/script-help.ts';

describe('FAULT_HELP and QUIRK_HELP', () => {
  it('say what each fault does and how it is written', () => {
    expect(Object.keys(FAULT_HELP)).toEqual(FAULTS.map(({ name }) => name));
    expect(FAULT_HELP['stall']).toMatch(/\(stall@N:FOR\)$/);
    expect(FAULT_HELP['dead']).toMatch(/\(dead\[@N\.\.\]\[:SENSOR\]\[:VALUE\]\)$/);
    expect(FAULT_HELP['no-frames']).toMatch(/\(no-frames\)$/);
  });

  it('have one line each', () => {
    for (const text of [...Object.values(FAULT_HELP), ...Object.values(QUIRK_HELP)])
      expect(text).toMatch(/^[^\n]{10,160}$/);
  });
});
