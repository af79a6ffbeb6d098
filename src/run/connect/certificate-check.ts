import type { CheckResult, TlsInfo } from '../../base/result.ts';
import { plural } from '../../base/text.ts';
import type { Judged } from './conclude.ts';
import { conclude, skipped, violated } from './conclude.ts';

/** Time to renew a certificate in, days. */
const SOON_DAYS = 14;

/** `connect.certificate`: the server's certificate was checked, and holds for a while. */
export function checkCertificate(tls: TlsInfo | null): CheckResult {
  return conclude('certificate', 'warning', judge(tls));
}

function judge(tls: TlsInfo | null): Judged {
  if (tls === null) return skipped('the connection is plaintext');
  const expected = `a checked certificate with ${SOON_DAYS} days left at least`;
  if (tls.peer === null) return skipped('the server showed no certificate');
  const { subject, daysLeft } = tls.peer;
  if (daysLeft < SOON_DAYS) {
    const actual = daysLeft < 0 ? 'past its end' : `${plural(daysLeft, 'day')} left`;
    return violated({ expected, actual, message: `the certificate of ${subject} is ${ending(daysLeft)}` });
  }
  if (tls.verified) return { examined: 1, findings: [] };
  return violated({ expected, actual: 'not checked', message: `the certificate of ${subject} was not checked` });
}

function ending(daysLeft: number): string {
  if (daysLeft < 0) return `past its end by ${plural(-daysLeft, 'day')}`;
  return daysLeft === 0 ? 'good for less than a day' : `good for ${plural(daysLeft, 'day')} more`;
}
