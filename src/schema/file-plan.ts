/** A proto3 file as data, types as written; what a front end other than .proto text makes. */
export interface FilePlan {
  /** As other files would import it. */
  readonly name: string;
  /** Empty for none. */
  readonly package: string;
  readonly messages: readonly MessagePlan[];
  readonly enums: readonly EnumPlan[];
  readonly services: readonly ServicePlan[];
}

export interface MessagePlan {
  readonly name: string;
  readonly fields: readonly FieldPlan[];
  readonly messages: readonly MessagePlan[];
  readonly enums: readonly EnumPlan[];
}

export interface FieldPlan {
  readonly name: string;
  readonly number: number;
  /** A scalar's name or a reference; of a map the type of its values. */
  readonly type: string;
  /** `implicit` has no presence of its own, `optional` is proto3's keyword. */
  readonly label: 'implicit' | 'optional' | 'repeated';
  /** The oneof it belongs to. */
  readonly oneof: string | null;
  /** Type of the keys of a map. */
  readonly mapKey: string | null;
}

export interface EnumPlan {
  readonly name: string;
  readonly values: readonly { readonly name: string; readonly number: number }[];
}

export interface ServicePlan {
  readonly name: string;
  readonly methods: readonly MethodPlan[];
}

export interface MethodPlan {
  readonly name: string;
  readonly input: string;
  readonly output: string;
  readonly clientStreaming: boolean;
  readonly serverStreaming: boolean;
}
