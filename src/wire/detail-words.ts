type Fields = Readonly<Record<string, unknown>>;

/** What a detail of a google.rpc type says, by its ProtoJSON; other types are their JSON. */
export function detailWords(type: string, value: unknown): string {
  const words = isFields(value) ? WORDS[type]?.(value) : undefined;
  return words === undefined || words === '' ? JSON.stringify(value) : words;
}

const WORDS: Readonly<Record<string, (fields: Fields) => string>> = {
  'google.rpc.ErrorInfo': ({ reason, domain, metadata }) =>
    join(' ', text(reason), of('of', domain), of('with', pairs(metadata))),
  'google.rpc.RetryInfo': ({ retryDelay }) => of('retry after', retryDelay ?? '0s'),
  'google.rpc.DebugInfo': ({ detail, stackEntries }) => join('; ', text(detail), of('stack:', texts(stackEntries))),
  'google.rpc.QuotaFailure': ({ violations }) => all(violations, '; ', quota),
  'google.rpc.PreconditionFailure': ({ violations }) =>
    all(violations, '; ', ({ type, subject, description }) =>
      join(': ', join(' ', text(type), text(subject)), text(description)),
    ),
  'google.rpc.BadRequest': ({ fieldViolations }) =>
    all(fieldViolations, '; ', ({ field, description, reason }) =>
      join(': ', text(field), join(' ', text(description), bracketed(reason))),
    ),
  'google.rpc.RequestInfo': ({ requestId, servingData }) => join(' ', of('request', requestId), bracketed(servingData)),
  'google.rpc.ResourceInfo': ({ resourceType, resourceName, owner, description }) =>
    join(': ', join(' ', text(resourceType), text(resourceName), of('of', owner)), text(description)),
  'google.rpc.Help': ({ links }) => all(links, '; ', ({ description, url }) => join(' ', text(description), text(url))),
  'google.rpc.LocalizedMessage': ({ message, locale }) => join(' ', text(message), bracketed(locale)),
};

function quota({ subject, description, quotaMetric, quotaValue }: Fields): string {
  const limit = join(' ', text(quotaMetric), text(quotaValue));
  return join(' ', join(': ', text(subject), text(description)), bracketed(limit));
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function of(word: string, value: unknown): string {
  return text(value) === '' ? '' : `${word} ${text(value)}`;
}

function bracketed(value: unknown): string {
  return text(value) === '' ? '' : `(${text(value)})`;
}

function join(between: string, ...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(between);
}

function texts(values: unknown): string {
  return Array.isArray(values) ? join(', ', ...values.map(text)) : '';
}

function pairs(value: unknown): string {
  return isFields(value)
    ? Object.entries(value)
        .map(([key, one]) => `${key}=${text(one)}`)
        .join(', ')
    : '';
}

function all(values: unknown, between: string, words: (fields: Fields) => string): string {
  return Array.isArray(values) ? join(between, ...values.filter(isFields).map(words)) : '';
}
