import type { PolicyRule } from './input';
import { UNDERSTOOD_BY_RELEASE } from './kf2003-understood-by-release';
import { ACCEPTED_BY_GATEWAY } from './kf2004-accepted-by-gateway';
import { NO_AMBIGUITY } from './kf2005-no-ambiguity';
import { LOADS_IN_SUPERVISOR } from './kf2006-loads-in-supervisor';
import { RULES_NEED_PROTOCOL } from './kf2010-rules-need-protocol';
import { COMPLETE_RULES } from './kf2011-complete-rules';
import { ENFORCEMENT_WORD } from './kf2012-enforcement-word';
import { ENFORCE_NOT_AUDIT } from './kf2013-enforce-not-audit';
import { LANDLOCK_WORD } from './kf2014-landlock-word';
import { HARD_REQUIREMENT_SURVIVES } from './kf2015-hard-requirement-survives';
import { TLS_SKIP_IS_BLIND } from './kf2016-tls-skip-is-blind';
import { TLS_WORD } from './kf2017-tls-word';
import { BINARIES_REQUIRED } from './kf2018-binaries-required';
import { BINARIES_NOT_ANY } from './kf2019-binaries-not-any';
import { BINARIES_NOT_WRITABLE } from './kf2020-binaries-not-writable';
import { ACCESS_WORD } from './kf2021-access-word';
import { WORKDIR_STATED } from './kf2022-workdir-stated';
import { NO_TCP_ON_KUBERNETES } from './kf2023-no-tcp-on-kubernetes';
import { HOST_NOT_ANY } from './kf2024-host-not-any';
import { ALLOWED_IPS_VALID } from './kf2026-allowed-ips-valid';
import { ALLOWED_IPS_NARROW } from './kf2027-allowed-ips-narrow';
import { PRIVATE_NEEDS_ADDRESSES } from './kf2028-private-needs-addresses';
import { NO_CONTROL_PLANE_PORT } from './kf2029-no-control-plane-port';
import { NO_WORKSTATION_HOST } from './kf2030-no-workstation-host';
import { STAR_ENDS_PATH } from './kf2031-star-ends-path';
import { STAR_STOPS_AT_DOT } from './kf2032-star-stops-at-dot';
import { PRESET_COVERS_GIT } from './kf2033-preset-covers-git';
import { METHOD_WORD } from './kf2034-method-word';
import { HOST_REQUIRED } from './kf2035-host-required';
import { INSPECT_KNOWN_PROTOCOLS } from './kf2036-inspect-known-protocols';
import { NO_SQL } from './kf2037-no-sql';
import { PATTERNS_VALID } from './kf2038-patterns-valid';
import { PORT_REQUIRED } from './kf2039-port-required';
import { BINARY_PATHS } from './kf2040-binary-paths';
import { RULES_NOT_WIDENED } from './kf2041-rules-not-widened';
import { CONFINE_STRICTLY } from './kf2042-confine-strictly';
import { POLICY_SIZE } from './kf2043-policy-size';
import { VERSION_ONE } from './kf2044-version-one';
import { CREDENTIALS_INSPECTED } from './kf2045-credentials-inspected';
import { MIDDLEWARE_FAILS_CLOSED } from './kf2046-middleware-fails-closed';
import { STRICT_TOOL_NAMES } from './kf2047-strict-tool-names';
import { MCP_METHODS_LISTED } from './kf2048-mcp-methods-listed';
import { CREDENTIALS_FILLED_IN } from './kf2049-credentials-filled-in';

export type { PolicyInput, PolicyRule } from './input';
export { KNOWN_OPENSHELL, READABLE } from './reading';

/** Every rule over a policy, by id. */
export const POLICY_RULES: readonly PolicyRule[] = [
  UNDERSTOOD_BY_RELEASE,
  ACCEPTED_BY_GATEWAY,
  NO_AMBIGUITY,
  LOADS_IN_SUPERVISOR,
  RULES_NEED_PROTOCOL,
  COMPLETE_RULES,
  ENFORCEMENT_WORD,
  ENFORCE_NOT_AUDIT,
  LANDLOCK_WORD,
  HARD_REQUIREMENT_SURVIVES,
  TLS_SKIP_IS_BLIND,
  TLS_WORD,
  BINARIES_REQUIRED,
  BINARIES_NOT_ANY,
  BINARIES_NOT_WRITABLE,
  ACCESS_WORD,
  WORKDIR_STATED,
  NO_TCP_ON_KUBERNETES,
  HOST_NOT_ANY,
  ALLOWED_IPS_VALID,
  ALLOWED_IPS_NARROW,
  PRIVATE_NEEDS_ADDRESSES,
  NO_CONTROL_PLANE_PORT,
  NO_WORKSTATION_HOST,
  STAR_ENDS_PATH,
  STAR_STOPS_AT_DOT,
  PRESET_COVERS_GIT,
  METHOD_WORD,
  HOST_REQUIRED,
  INSPECT_KNOWN_PROTOCOLS,
  NO_SQL,
  PATTERNS_VALID,
  PORT_REQUIRED,
  BINARY_PATHS,
  RULES_NOT_WIDENED,
  CONFINE_STRICTLY,
  POLICY_SIZE,
  VERSION_ONE,
  CREDENTIALS_INSPECTED,
  MIDDLEWARE_FAILS_CLOSED,
  STRICT_TOOL_NAMES,
  MCP_METHODS_LISTED,
  CREDENTIALS_FILLED_IN,
];
