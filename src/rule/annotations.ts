import type { Violation } from '@bufbuild/protovalidate';
import { createValidator } from '@bufbuild/protovalidate';
import { usage } from '../base/failure.ts';
import type { CheckResult, Finding, Severity } from '../base/result.ts';
import { printable } from '../base/text.ts';
import { Tally } from '../check/tally.ts';
import { concludeCheck, switchedOff } from '../check/verdict.ts';
import type { DescMessage } from '../schema/descriptors.ts';
import { fieldPathText, zeroMessage } from '../schema/descriptors.ts';
import type { RuleTypes } from './language.ts';
import type { SeenMessage } from './message-context.ts';
import { reachableFrom } from './reachable.ts';

/** Number of the extensions of buf/validate/validate.proto. */
const EXTENSION = 1159;

/** How the annotations are judged, all together. */
export interface AnnotationSettings {
  readonly severity: Severity;
  /** Who switched them off. */
  readonly off: string | null;
  /** Share of the messages that may violate one, 0..1. */
  readonly tolerate: number;
}

/** What holds where nobody said anything. */
export const ANNOTATIONS: AnnotationSettings = { severity: 'error', off: null, tolerate: 0 };

/** The protovalidate annotations of the schema, as one rule. */
export interface Annotations {
  /** Whether the message keeps to them; absent when they are switched off. */
  examine?(seen: SeenMessage): boolean;
  conclude(): CheckResult;
}

/**
 * Null where no message a response can hold is annotated.
 * @throws Failure `usage` for an annotation that cannot be compiled.
 */
export function createAnnotations(
  { registry, output }: RuleTypes,
  { severity, off, tolerate }: AnnotationSettings = ANNOTATIONS,
): Annotations | null {
  const annotated = reachableFrom(output, registry).messages.filter(isAnnotated);
  if (annotated.length === 0) return null;
  const rule = { id: 'rule.protovalidate', family: 'rule', unit: 'messages' } as const;
  if (off !== null) return { conclude: () => switchedOff({ ...rule, severity }, off) };
  const validator = createValidator({ registry });
  for (const desc of annotated) {
    const { kind, error } = validator.validate(desc, zeroMessage(desc));
    if (kind === 'error' && error.name === 'CompilationError') {
      const hint = 'mend it in the .proto, or leave annotations out with --no-annotations';
      throw usage(`protovalidate of ${desc.typeName}: ${printable(error.message, 200)}`, hint);
    }
  }
  const tally = new Tally();
  return {
    examine: ({ index, message, elapsedMs }) => {
      tally.examine();
      const result = validator.validate(output, message);
      if (result.kind === 'valid') return true;
      const place = { stream: 0, frame: index, arrivalMs: elapsedMs };
      if (result.kind === 'error') {
        const error = printable(result.error.message, 200);
        const message = `an annotation cannot be evaluated: ${error}`;
        tally.violate(index, () => ({
          ...place,
          expected: 'annotations that can be evaluated',
          actual: error,
          message,
        }));
        return false;
      }
      const [first, ...others] = result.violations;
      tally.violate(index, first && (() => finding(place, first)));
      for (const violation of others) tally.more(index, () => finding(place, violation));
      return false;
    },
    conclude: () => concludeCheck(rule, tally, severity, tolerate, () => 'no message could be examined'),
  };
}

function finding(place: Pick<Finding, 'stream' | 'frame' | 'arrivalMs'>, violation: Violation): Finding {
  const path = fieldPathText(violation.field);
  const where = path === '' ? 'the message' : path;
  const message = printable(violation.message === '' ? `breaks ${violation.ruleId}` : violation.message, 200);
  return {
    ...(place as Finding),
    ...(path === '' ? {} : { path: printable(path, 200) }),
    expected: printable(violation.ruleId, 80),
    actual: message,
    message: `${printable(where, 120)}: ${message} (${printable(violation.ruleId, 80)})`,
  };
}

function isAnnotated(desc: DescMessage): boolean {
  const marked = (
    options: { readonly $unknown?: readonly { readonly no: number }[] | undefined } | undefined,
  ): boolean => options?.$unknown?.some(({ no }) => no === EXTENSION) ?? false;
  return (
    marked(desc.proto.options) ||
    desc.fields.some(({ proto }) => marked(proto.options)) ||
    desc.oneofs.some(({ proto }) => marked(proto.options))
  );
}
