/**
 * Files many schemas import and few people have at hand, reduced to what they declare; of client.proto the options, not
 * the messages that configure code generators.
 */
export const BUNDLED_TEXTS: ReadonlyMap<string, string> = new Map([
  [
    'google/api/client.proto',
    `syntax = "proto3"; package google.api; import "google/protobuf/descriptor.proto";
    extend google.protobuf.MethodOptions { repeated string method_signature = 1051; }
    extend google.protobuf.ServiceOptions {
      string default_host = 1049; string oauth_scopes = 1050; string api_version = 525000001;
    }`,
  ],
  [
    'google/api/field_behavior.proto',
    `syntax = "proto3"; package google.api; import "google/protobuf/descriptor.proto";
    extend google.protobuf.FieldOptions { repeated FieldBehavior field_behavior = 1052 [packed = false]; }
    enum FieldBehavior {
      FIELD_BEHAVIOR_UNSPECIFIED = 0; OPTIONAL = 1; REQUIRED = 2; OUTPUT_ONLY = 3; INPUT_ONLY = 4; IMMUTABLE = 5;
      UNORDERED_LIST = 6; NON_EMPTY_DEFAULT = 7; IDENTIFIER = 8;
    }`,
  ],
  [
    'google/api/httpbody.proto',
    `syntax = "proto3"; package google.api; import "google/protobuf/any.proto";
    message HttpBody { string content_type = 1; bytes data = 2; repeated google.protobuf.Any extensions = 3; }`,
  ],
  [
    'google/api/resource.proto',
    `syntax = "proto3"; package google.api; import "google/protobuf/descriptor.proto";
    extend google.protobuf.FieldOptions { ResourceReference resource_reference = 1055; }
    extend google.protobuf.FileOptions { repeated ResourceDescriptor resource_definition = 1053; }
    extend google.protobuf.MessageOptions { ResourceDescriptor resource = 1053; }
    message ResourceDescriptor {
      enum History { HISTORY_UNSPECIFIED = 0; ORIGINALLY_SINGLE_PATTERN = 1; FUTURE_MULTI_PATTERN = 2; }
      enum Style { STYLE_UNSPECIFIED = 0; DECLARATIVE_FRIENDLY = 1; }
      string type = 1; repeated string pattern = 2; string name_field = 3; History history = 4; string plural = 5;
      string singular = 6; repeated Style style = 10;
    }
    message ResourceReference { string type = 1; string child_type = 2; }`,
  ],
  [
    'google/rpc/code.proto',
    `syntax = "proto3"; package google.rpc;
    enum Code {
      OK = 0; CANCELLED = 1; UNKNOWN = 2; INVALID_ARGUMENT = 3; DEADLINE_EXCEEDED = 4; NOT_FOUND = 5;
      ALREADY_EXISTS = 6; PERMISSION_DENIED = 7; RESOURCE_EXHAUSTED = 8; FAILED_PRECONDITION = 9; ABORTED = 10;
      OUT_OF_RANGE = 11; UNIMPLEMENTED = 12; INTERNAL = 13; UNAVAILABLE = 14; DATA_LOSS = 15; UNAUTHENTICATED = 16;
    }`,
  ],
  [
    'google/rpc/error_details.proto',
    `syntax = "proto3";
    package google.rpc;
    import "google/protobuf/duration.proto";
    message ErrorInfo {
      string reason = 1;
      string domain = 2;
      map<string, string> metadata = 3;
    }
    message RetryInfo {
      google.protobuf.Duration retry_delay = 1;
    }
    message DebugInfo {
      repeated string stack_entries = 1;
      string detail = 2;
    }
    message QuotaFailure {
      message Violation {
        string subject = 1;
        string description = 2;
        string api_service = 3;
        string quota_metric = 4;
        string quota_id = 5;
        map<string, string> quota_dimensions = 6;
        int64 quota_value = 7;
        optional int64 future_quota_value = 8;
      }
      repeated Violation violations = 1;
    }
    message PreconditionFailure {
      message Violation {
        string type = 1;
        string subject = 2;
        string description = 3;
      }
      repeated Violation violations = 1;
    }
    message BadRequest {
      message FieldViolation {
        string field = 1;
        string description = 2;
        string reason = 3;
        LocalizedMessage localized_message = 4;
      }
      repeated FieldViolation field_violations = 1;
    }
    message RequestInfo {
      string request_id = 1;
      string serving_data = 2;
    }
    message ResourceInfo {
      string resource_type = 1;
      string resource_name = 2;
      string owner = 3;
      string description = 4;
    }
    message Help {
      message Link {
        string description = 1;
        string url = 2;
      }
      repeated Link links = 1;
    }
    message LocalizedMessage {
      string locale = 1;
      string message = 2;
    }`,
  ],
  [
    'google/rpc/status.proto',
    `syntax = "proto3";
    package google.rpc;
    import "google/protobuf/any.proto";
    message Status {
      int32 code = 1;
      string message = 2;
      repeated google.protobuf.Any details = 3;
    }`,
  ],
]);
