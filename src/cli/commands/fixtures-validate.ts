import { validateFixtures } from '../../run/fixtures/validate.ts';
import type { Io } from '../io.ts';
import { parseLabels } from '../labels.ts';
import type { FixturesValidateValues } from '../options/fixtures.ts';
import { withDocument } from '../run-stage.ts';
import type { Settings } from '../settings.ts';
import { told, toldBy } from '../told.ts';
import { readFixtureSet } from './fixture-set.ts';

/** `grpc-validate fixtures validate`: exit code. */
export function fixturesValidate(settings: Settings<FixturesValidateValues>, io: Io): Promise<number> {
  return withDocument(io, () => {
    const { values, record } = settings;
    const labels = told(toldBy(settings, 'label'), () => parseLabels(values.label));
    const set = readFixtureSet(settings, io);
    const head = { command: 'fixtures validate', settings: record, labels, notes: [] };
    return {
      settings,
      run: ({ host }) => Promise.resolve(validateFixtures(head, host, set, values.strict)),
    };
  });
}
