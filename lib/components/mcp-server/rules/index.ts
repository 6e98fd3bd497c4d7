import type { Rule } from '../../../diagnostics/rule';
import { kagentResourceRules } from '../../kagent-resource/rules/kagent-platform';
import { behindShape } from '../../kagent-resource/rules/well-shaped';
import type { McpServerProps } from '../props';
import { exampleRemote } from './example-server';
import { LOCKED_IMAGE } from './kf1101-locked-image';
import { WELL_FORMED_IMAGE } from './kf1102-well-formed-image';
import { SERVER_KEY_REFERENCES } from './kf5403-key-references';
import { SERVER_ALLOWED_NAMESPACES } from './kf5404-allowed-namespaces';
import { SERVER_ENVIRONMENT } from './kf5405-no-clear-text-credentials';
import { SERVER_TLS } from './kf5406-verified-tls';
import { SERVER_RESTRICTED } from './kf5407-restricted-pods';
import { ONE_SERVER } from './kf5450-one-server';
import { KMCP_RUNS } from './kf5451-kmcp-runs';
import { REMOTE_URL } from './kf5452-remote-url';
import { HEADER_NAMES } from './kf5453-header-names';
import { HEADER_ROTATION } from './kf5454-header-rotation';
import { SERVER_DURATIONS } from './kf5455-server-durations';
import { SERVER_NUMBERS } from './kf5456-server-numbers';
import { STDIO_COMMAND } from './kf5457-stdio-command';
import { CONFIG_MAP_VOLUMES } from './kf5458-config-map-volumes';
import { SERVER_POD_PARTS } from './kf5459-server-pod-parts';
import { SERVER_SHAPES } from './shapes';

/** The rules over an MCP server. */
export const mcpServerRules: readonly Rule<McpServerProps>[] = behindShape<McpServerProps>(
  SERVER_SHAPES,
  { failing: exampleRemote({ heders: {} } as object), mended: exampleRemote() },
  [
    ...kagentResourceRules<McpServerProps>({
      namedLike: 'Service',
      example: (resource) => exampleRemote({}, resource),
    }),
    ONE_SERVER,
    KMCP_RUNS,
    SERVER_KEY_REFERENCES,
    SERVER_ALLOWED_NAMESPACES,
    SERVER_ENVIRONMENT,
    SERVER_TLS,
    SERVER_RESTRICTED,
    REMOTE_URL,
    HEADER_NAMES,
    HEADER_ROTATION,
    SERVER_DURATIONS,
    SERVER_NUMBERS,
    STDIO_COMMAND,
    CONFIG_MAP_VOLUMES,
    SERVER_POD_PARTS,
    LOCKED_IMAGE,
    WELL_FORMED_IMAGE,
  ],
);
