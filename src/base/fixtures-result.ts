import type { CheckStatus } from './check-result.ts';

/** What the `fixtures` commands found out beside their checks, one of which stands for each fixture. */
export interface FixturesPart {
  /** Null where no fixtures were read. */
  readonly dir: string | null;
  /** Fixture files in the folder; `cases` are those that were selected. */
  readonly files: number;
  readonly cases: readonly FixtureCase[];
  /** The servers the fixtures were run against, in the order they were given. */
  readonly targets: readonly FixtureTarget[];
  readonly mutation?: FixtureMutation;
  readonly coverage?: FixtureCoverage;
  readonly reports?: readonly CoverageReport[];
}

export interface FixtureCase {
  readonly name: string;
  /** Below the folder. */
  readonly file: string;
  readonly profile: 'standard' | 'flat' | null;
  readonly kind: string | null;
  /** `pkg.Service/Method`. */
  readonly method: string | null;
  readonly category: string | null;
  readonly tags: readonly string[];
  readonly issues: readonly FixtureIssue[];
  /** One for each target; empty when nothing was run. */
  readonly outcomes: readonly FixtureOutcome[];
}

export interface FixtureIssue {
  readonly level: 'error' | 'warning' | 'information';
  /** JSON path in the file; empty for the whole of it. */
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
  readonly hint: string;
}

export interface FixtureOutcome {
  readonly status: CheckStatus;
  readonly calls: number;
  /** Length of its calls; null when there was none. */
  readonly meanMs: number | null;
  readonly maxMs: number | null;
}

export interface FixtureTarget {
  readonly address: string;
  readonly embedded: boolean;
  readonly connectMs: number | null;
  readonly passed: number;
  readonly warned: number;
  readonly failed: number;
  readonly skipped: number;
  readonly failure: { readonly code: string; readonly message: string } | null;
}

/** What became of the changed fixtures of a mutation self-test. */
export interface FixtureMutation {
  readonly mutants: number;
  readonly killed: number;
  readonly survivors: readonly { readonly file: string; readonly path: string; readonly change: string }[];
  /** Parts of the files that are not asserted, and why. */
  readonly leftOut: readonly { readonly file: string; readonly path: string; readonly reason: string }[];
}

/** Which methods, kinds and statuses the fixtures exercise. */
export interface FixtureCoverage {
  /** Where the methods are from: files, a server, or the fixtures themselves. */
  readonly source: string;
  readonly methods: readonly {
    readonly method: string;
    readonly kind: string;
    readonly fixtures: number;
    readonly statuses: readonly string[];
  }[];
  readonly covered: number;
  readonly percent: number | null;
  readonly kinds: Readonly<Record<string, number>>;
  readonly statuses: Readonly<Record<string, number>>;
}

/** A coverage report of another tool. */
export interface CoverageReport {
  readonly file: string;
  readonly format: string | null;
  /** Lines, as a rule; null when the file could not be read. */
  readonly covered: number | null;
  readonly total: number | null;
  readonly percent: number | null;
}
