import { describe, expect, it } from 'vitest';
import { parseAllDocuments, parse } from 'yaml';
import { loadConfig } from '../../src/cli/config-file.ts';
import { CONFIG_KEYS, STREAM } from '../../src/cli/options/tables.ts';
import { checkConfigKeys, settle } from '../../src/cli/settings.ts';
import { readConfigureRequest } from '../../src/run/focus/configure-request.ts';
import { parseTarget } from '../../src/wire/target.ts';
import { scratchFile } from '../support/scratch.ts';
import { checkStreamSettings } from './command-line.ts';
import type { Fence } from './fences.ts';
import { fencesOf } from './fences.ts';

const GUIDE = 'docs/testing-guide.md';
const NOON = Date.UTC(2026, 0, 1, 12);

const fences = fencesOf(GUIDE);

function only(wanted: (fence: Fence) => boolean): Fence {
  const found = fences.filter(wanted);
  expect(found).toHaveLength(1);
  return found[0] as Fence;
}

/** Fails as the tool would for a file it does not take. */
function checkConfig(text: string): void {
  const config = loadConfig(scratchFile('grpc-validate.config.yaml', text), '/');
  checkConfigKeys(config, CONFIG_KEYS);
  parseTarget(config.entries.get('target')?.texts.join() ?? '');
  checkStreamSettings(settle(STREAM, { flags: new Map(), env: {}, config }));
}

describe('the configure requests of the guide', () => {
  const requests = fences.filter(({ name }) => name === 'job.json');

  it('are a live and a historic one', () => {
    const read = requests.map(({ text }) => readConfigureRequest(scratchFile('job.json', text), { epoch: () => NOON }));
    expect(read.map(({ facts }) => facts.live)).toEqual([true, false]);
    expect(read[1]?.body).toMatchObject({ start_time: NOON / 1000 - 600, end_time: NOON / 1000 - 540 });
  });

  it('fill every field there is', () => {
    const keys = requests.map(({ text }) => Object.keys(JSON.parse(text) as object));
    const all =
      'view_type channels nfftSelection frequencyRange displayTimeAxisDuration displayInfo start_time end_time';
    for (const each of keys) expect(each).toEqual(all.split(' '));
  });
});

describe('JSON and YAML of the guide', () => {
  it.each(fences.filter(({ language }) => language === 'json'))('parses: $place', ({ text }) => {
    expect(() => JSON.parse(text) as unknown).not.toThrow();
  });

  it.each(fences.filter(({ language }) => language === 'yaml'))('parses: $place', ({ text }) => {
    const problems = parseAllDocuments(text).flatMap(({ errors, warnings }) => [...errors, ...warnings]);
    expect(problems).toEqual([]);
  });
});

describe('the config file of the guide', () => {
  it('is taken by the tool', () => {
    checkConfig(only(({ name }) => name === 'grpc-validate.config.yaml').text);
  });

  it('would be refused with a key that is none', () => {
    expect(() => checkConfig('target: das:50051\ntargt: das:50051\n')).toThrow('targt');
  });
});

describe('the pipelines', () => {
  it('keep the files in GitHub Actions also when the run fails', () => {
    const { text } = only((fence) => fence.language === 'yaml' && fence.text.includes('runs-on:'));
    const { on, jobs } = parse(text) as { on: object; jobs: { stream: { steps: { uses?: string; if?: string }[] } } };
    expect(on).toHaveProperty('schedule');
    const upload = jobs.stream.steps.find(({ uses }) => uses?.startsWith('actions/upload-artifact@'));
    expect(upload?.if).toBe('always()');
  });

  it('keep the files in GitLab also when the run fails', () => {
    const { text } = only((fence) => fence.text.includes('CI_PIPELINE_ID'));
    const { 'stream-nightly': job } = parse(text) as { 'stream-nightly': Record<string, unknown> };
    expect(job).toMatchObject({
      image: 'node:20-slim',
      artifacts: { when: 'always', paths: ['results/'], reports: { junit: 'results/stream.xml' } },
    });
  });

  it('keep the files in Jenkins also when the run fails', () => {
    const { text } = only(({ language }) => language === 'groovy');
    const after = text.slice(text.indexOf('post {'));
    expect(after).toMatch(/always \{\s+junit [^\n]+\n\s+archiveArtifacts /);
    expect(text.split('{')).toHaveLength(text.split('}').length);
  });

  it('make a CronJob whose settings the tool takes, and which names only what is there', () => {
    const { text } = only((fence) => fence.text.includes('CronJob'));
    const documents = parseAllDocuments(text).map((each) => each.toJS() as Record<string, unknown>);
    const named = (kind: string): unknown => documents.find((each) => each['kind'] === kind);
    checkConfig((named('ConfigMap') as { data: Record<string, string> }).data['grpc-validate.config.yaml'] ?? '');
    const name = (kind: string): string => (named(kind) as { metadata: { name: string } }).metadata.name;
    expect(named('CronJob')).toMatchObject({
      spec: {
        jobTemplate: {
          spec: {
            backoffLimit: 0,
            template: {
              spec: {
                containers: [{ envFrom: [{ secretRef: { name: name('Secret') } }] }],
                volumes: [
                  { configMap: { name: name('ConfigMap') } },
                  { persistentVolumeClaim: { claimName: name('PersistentVolumeClaim') } },
                ],
              },
            },
          },
        },
      },
    });
  });

  it('each break a stream on purpose first', () => {
    const pipelines = fences.filter(({ text }) => /runs-on:|CI_PIPELINE_ID|agent \{|CronJob/.test(text));
    expect(pipelines).toHaveLength(4);
    for (const { text } of pipelines) {
      expect(text).toMatch(/--embedded .*--fault '[^']+' .*\|\| status=\$\?\n\s+test "\$status" -eq 1/);
    }
  });
});
