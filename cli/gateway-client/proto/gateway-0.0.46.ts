/**
 * What `sync` asks of an OpenShell gateway from 0.0.44 to 0.0.52: the messages and fields that it uses, no more.
 * Settings are optional fields, which is the same on the wire as upstream's oneof.
 * Names and numbers: NVIDIA/OpenShell v0.0.46, proto/{openshell,sandbox,inference,datamodel}.proto.
 */
export const GATEWAY_0_0_46 = [
  `
syntax = "proto3";
package openshell.datamodel.v1;

message ObjectMeta {
  string id = 1;
  string name = 2;
  uint64 resource_version = 5;
}
message Provider {
  ObjectMeta metadata = 1;
  string type = 2;
  map<string, string> credentials = 3;
  map<string, string> config = 4;
}
`,
  `
syntax = "proto3";
package openshell.sandbox.v1;

message GetGatewayConfigRequest {}
message GetGatewayConfigResponse { map<string, SettingValue> settings = 1; }
message SettingValue {
  optional string string_value = 1;
  optional bool bool_value = 2;
  optional int64 int_value = 3;
  optional bytes bytes_value = 4;
}
`,
  `
syntax = "proto3";
package openshell.inference.v1;

message SetClusterInferenceRequest {
  string provider_name = 1;
  string model_id = 2;
  string route_name = 3;
  bool no_verify = 5;
  uint64 timeout_secs = 6;
}
message SetClusterInferenceResponse { uint64 version = 3; }
message GetClusterInferenceRequest { string route_name = 1; }
message GetClusterInferenceResponse {
  string provider_name = 1;
  string model_id = 2;
  uint64 version = 3;
  uint64 timeout_secs = 5;
}
`,
  `
syntax = "proto3";
package openshell.v1;

message HealthRequest {}
message HealthResponse { string version = 2; }

message Sandbox {
  openshell.datamodel.v1.ObjectMeta metadata = 1;
  SandboxSpec spec = 2;
  SandboxPhase phase = 4;
}
message SandboxSpec { openshell.sandbox.v1.SandboxPolicy policy = 7; }
enum SandboxPhase {
  SANDBOX_PHASE_UNSPECIFIED = 0;
  SANDBOX_PHASE_PROVISIONING = 1;
  SANDBOX_PHASE_READY = 2;
  SANDBOX_PHASE_ERROR = 3;
  SANDBOX_PHASE_DELETING = 4;
  SANDBOX_PHASE_UNKNOWN = 5;
}
message GetSandboxRequest { string name = 1; }
message SandboxResponse { Sandbox sandbox = 1; }

message ExecSandboxRequest {
  string sandbox_id = 1;
  repeated string command = 2;
  uint32 timeout_seconds = 5;
}
message ExecSandboxExit { int32 exit_code = 1; }
message ExecSandboxEvent { ExecSandboxExit exit = 3; }

message CreateProviderRequest { openshell.datamodel.v1.Provider provider = 1; }
message GetProviderRequest { string name = 1; }
message UpdateProviderRequest { openshell.datamodel.v1.Provider provider = 1; }
message DeleteProviderRequest { string name = 1; }
message ProviderResponse { openshell.datamodel.v1.Provider provider = 1; }
message DeleteProviderResponse { bool deleted = 1; }

message UpdateConfigRequest {
  string name = 1;
  openshell.sandbox.v1.SandboxPolicy policy = 2;
  string setting_key = 3;
  openshell.sandbox.v1.SettingValue setting_value = 4;
  bool delete_setting = 5;
  bool global = 6;
}
message UpdateConfigResponse {
  uint32 version = 1;
  string policy_hash = 2;
  bool deleted = 4;
}
message GetSandboxPolicyStatusRequest {
  string name = 1;
  uint32 version = 2;
  bool global = 3;
}
message GetSandboxPolicyStatusResponse {
  SandboxPolicyRevision revision = 1;
  uint32 active_version = 2;
}
message SandboxPolicyRevision {
  uint32 version = 1;
  string policy_hash = 2;
  PolicyStatus status = 3;
  string load_error = 4;
  openshell.sandbox.v1.SandboxPolicy policy = 7;
}
enum PolicyStatus {
  POLICY_STATUS_UNSPECIFIED = 0;
  POLICY_STATUS_PENDING = 1;
  POLICY_STATUS_LOADED = 2;
  POLICY_STATUS_FAILED = 3;
  POLICY_STATUS_SUPERSEDED = 4;
}
`,
];
