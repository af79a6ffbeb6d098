import type { CheckResult, Finding } from '../../base/result.ts';
import { plural, printable } from '../../base/text.ts';
import { formatMs } from '../../base/units.ts';
import type { ReadSession } from './report.ts';
import { lostCommands, lostMessages, misrouted } from './report.ts';

const KEPT = 5;
/** A ping that is off by more than this share of its interval is not on schedule. */
const PING_SHARE = 0.5;

/** What one check found in one session. */
interface Found {
  readonly examined: number;
  readonly violations: number;
  readonly findings: readonly Omit<Finding, 'stream'>[];
}

interface SessionCheck {
  readonly rule: string;
  /** Null: it examines nothing of this session. */
  readonly examine: (session: ReadSession) => Found | null;
  /** Why it examined nothing at all. */
  readonly skipped: (sessions: readonly ReadSession[]) => string;
}

const NO_ACCOUNT =
  'no session ended with an account of what the server sent and took (x-session trailers, after a close in good order)';
const NO_COMMANDS = 'no command came';

const CHECKS: readonly SessionCheck[] = [
  check('session.open', 'no session was opened', ({ phase, end, clientId }) =>
    found(
      1,
      phase !== 'refused'
        ? []
        : [finding(clientId, 'an open session', statusWords(end.status), 'the session was not opened')],
    ),
  ),
  check('session.status', 'no session was opened', ({ phase, end, clientId }) =>
    phase === 'refused'
      ? null
      : found(
          1,
          phase !== 'broken'
            ? []
            : [
                finding(
                  clientId,
                  'an open session until we close it',
                  statusWords(end.status),
                  'the session ended before we closed it',
                ),
              ],
        ),
  ),
  check('session.close', 'no session was there to be closed', ({ phase, end, clientId }) => {
    if (phase === 'refused' || phase === 'broken') return null;
    if (phase === 'closed') return found(1, []);
    const actual = phase === 'hung' ? 'no status' : statusWords(end.status);
    return found(1, [
      finding(
        clientId,
        'OK',
        actual,
        phase === 'hung' ? 'the session did not end after we closed it' : 'the session did not end cleanly',
      ),
    ]);
  }),
  check('session.decodes', 'no message came', ({ clientId, seen }) =>
    seen.commands + seen.pings.length === 0
      ? null
      : noted(seen.commands + seen.pings.length, seen.undecodable, (text) =>
          finding(clientId, 'a session.v1.ServerCommand', text, 'a message is no command'),
        ),
  ),
  check('session.command', NO_COMMANDS, ({ clientId, seen }) =>
    seen.commands === 0
      ? null
      : noted(seen.commands, seen.nameless, (text) =>
          finding(clientId, 'an id and a kind', text, 'a command cannot be acknowledged'),
        ),
  ),
  check('session.repeated', NO_COMMANDS, ({ clientId, seen }) =>
    seen.commands === 0
      ? null
      : noted(seen.commands, seen.repeated, (id) =>
          finding(clientId, 'each command once', `${id} again`, 'a command came twice'),
        ),
  ),
  {
    ...check('session.routing', NO_COMMANDS, (session) =>
      !session.isNumbered || session.seen.commands + session.seen.foreign.count === 0
        ? null
        : noted(session.seen.commands + misrouted(session), session.seen.foreign, (id) =>
            finding(session.clientId, `commands for ${session.clientId}`, id, 'a command for another client came'),
          ),
    ),
    skipped: (sessions) =>
      sessions.some(({ isNumbered }) => isNumbered) ? NO_COMMANDS : 'the ids of the commands do not name their client',
  },
  check('session.lost', NO_ACCOUNT, (session) => {
    const { account, seen, clientId } = session;
    if (account === null) return null;
    const lost = lostCommands(session);
    return counted(account.commands, lost, () =>
      finding(
        clientId,
        plural(account.commands, 'command'),
        String(seen.commands),
        `${plural(lost, 'command')} did not come`,
      ),
    );
  }),
  check('session.heard', NO_ACCOUNT, (session) => {
    const { account, seen, clientId } = session;
    if (account === null) return null;
    const lost = lostMessages(session);
    return counted(seen.sent, lost, () =>
      finding(
        clientId,
        plural(seen.sent, 'message'),
        String(account.messages),
        `the server did not take ${plural(lost, 'message')} of ours`,
      ),
    );
  }),
  check('session.ack', NO_ACCOUNT, ({ account, seen, clientId }) => {
    if (account === null) return null;
    // Those for commands of others are not in the account of this session.
    const ours = seen.acknowledged - seen.foreign.count;
    const missing = Math.max(0, ours - account.acknowledged);
    return counted(ours, missing, () =>
      finding(
        clientId,
        plural(ours, 'acknowledgement'),
        String(account.acknowledged),
        `the server did not take ${plural(missing, 'acknowledgement')}`,
      ),
    );
  }),
  {
    ...check('session.ping', '', pingsFound),
    skipped: ([first]) =>
      first === undefined
        ? 'no session was opened'
        : first.ping.intervalMs === null
          ? first.ping.reason
          : 'no ping was due',
  },
];

/** Every check of the session family, over all sessions. */
export function judgeSessions(sessions: readonly ReadSession[]): CheckResult[] {
  return CHECKS.map(({ rule, examine, skipped }) => {
    const all = sessions.flatMap((session) => {
      const one = examine(session);
      return one === null ? [] : [{ ...one, stream: session.index }];
    });
    const examined = all.reduce((sum, each) => sum + each.examined, 0);
    const violations = all.reduce((sum, each) => sum + each.violations, 0);
    const findings = all
      .flatMap(({ stream, findings: some }) => some.map((each) => ({ stream, ...each })))
      .slice(0, KEPT);
    const base = { rule, family: 'session' as const, severity: 'error' as const, examined, violations, findings };
    if (violations > 0) return { ...base, status: 'failed' as const };
    return examined > 0
      ? { ...base, status: 'passed' as const }
      : { ...base, status: 'skipped' as const, reason: skipped(sessions) };
  });
}

function pingsFound({ clientId, phase, ping }: ReadSession): Found | null {
  if (phase === 'refused' || ping.intervalMs === null) return null;
  const { intervalMs, verdict } = ping;
  const late = verdict.errors.filter(({ errorMs }) => errorMs > PING_SHARE * intervalMs);
  const most = formatMs(PING_SHARE * intervalMs);
  return found(verdict.errors.length + verdict.missing.length, [
    ...verdict.missing.map((n) => finding(clientId, `ping ${n}`, 'none', `ping ${n} did not come`)),
    ...late.map(({ sequence, errorMs }) =>
      finding(
        clientId,
        `at most ${most} off schedule`,
        formatMs(errorMs),
        `ping ${sequence} was ${formatMs(errorMs)} late`,
      ),
    ),
  ]);
}

function check(rule: string, why: string, examine: SessionCheck['examine']): SessionCheck {
  return { rule, examine, skipped: () => why };
}

function found(examined: number, findings: Found['findings']): Found {
  return { examined, violations: findings.length, findings };
}

function counted(examined: number, violations: number, tell: () => Found['findings'][number]): Found {
  return { examined, violations, findings: violations === 0 ? [] : [tell()] };
}

function noted(
  examined: number,
  { count, first }: { readonly count: number; readonly first: readonly string[] },
  tell: (text: string) => Found['findings'][number],
): Found {
  return { examined, violations: count, findings: first.map(tell) };
}

function finding(clientId: string, expected: string, actual: string, message: string): Found['findings'][number] {
  return { expected, actual: printable(actual), message: `${printable(clientId, 80)}: ${message}` };
}

function statusWords({ name, message }: { readonly name: string; readonly message: string }): string {
  return message === '' || message === name ? name : `${name}: ${message}`;
}
