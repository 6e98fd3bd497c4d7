import type { Finding, Rule } from '../../../../diagnostics/rule';
import type { Path } from '../../../../plan/path';
import { findingsOf } from '../../../../platform/rules/refused-finding';
import { findRelease } from '../../../../releases';
import { parseHttpUrl } from '../../../../syntax/http-url';
import { parsePort } from '../../../../syntax/port';
import { exampleControlPlane } from '../../example';
import { platformOf } from '../../place';
import type { KagentControlPlaneProps } from '../../props';
import type { GrafanaMcpAddon, KmcpAddon, ToolsAddon } from '../props';

// source: kmcp v0.3.0, pkg/controller/transportadapter/transportadapter_translator.go, versionRegex
const ADAPTER_VERSION = /^[a-zA-Z0-9.-]+$/;

/** Add-ons are set to something that they understand. */
export const ADDON_SETTINGS: Rule<KagentControlPlaneProps> = {
  id: 'KF5031',
  name: 'addon-settings',
  severity: 'error',
  acknowledge: 'never',
  why: 'Of an unknown tool set or a malformed version only a line in a log speaks, and none or another is used; an address without its scheme, as in upstream’s chart, is not Grafana’s.',
  fix: 'write the value as the add-on reads it',
  faults: ['F-KAG-04'],
  sources: [
    'facts/kagent.md §2 "Subcharts", "kmcp and oauth2-proxy knobs"',
    'kagent-dev/tools, cmd/main.go, registerMCP',
    'mcp-grafana v1.6.3, mcpgrafana.go, makeBasePath',
  ],
  check(props, report) {
    const shape = shapeFindings(props.addons ?? {});
    for (const finding of shape) report(finding);
    if (shape.length > 0) return;
    const { kmcp, tools, querydoc, grafanaMcp } = props.addons ?? {};
    const findings = [
      ...(kmcp ? kmcpFindings(kmcp) : []),
      ...(tools ? toolsFindings(tools, findRelease(platformOf(props)?.release)?.tools.toolSets ?? []) : []),
      ...(grafanaMcp ? grafanaFindings(grafanaMcp) : []),
      ...Object.entries({ tools, querydoc, grafanaMcp }).flatMap(([name, addon]) =>
        addon ? allowedNamespacesFindings(['addons', name, 'allowedNamespaces'], addon.allowedNamespaces) : [],
      ),
      ...(tools ? switchFindings(['addons', 'tools', 'tokenPassthrough'], tools.tokenPassthrough) : []),
      ...(grafanaMcp ? switchFindings(['addons', 'grafanaMcp', 'write'], grafanaMcp.write) : []),
    ];
    for (const finding of findings) report(finding);
  },
  examples: {
    failing: exampleControlPlane({
      addons: {
        kmcp: { transportAdapterVersion: '0.9.0@sha256:abc' },
        tools: { enabledTools: ['k8s', 'kubernetes'] },
        grafanaMcp: {
          url: 'grafana.monitoring:3000/api',
          to: { namespace: 'monitoring' },
          token: { name: 'grafana', key: 'token' },
        },
      },
    }),
    mended: exampleControlPlane({
      addons: {
        kmcp: { transportAdapterVersion: '0.9.0' },
        tools: { enabledTools: ['k8s', 'helm'] },
        grafanaMcp: {
          url: 'http://grafana.monitoring:3000',
          to: { namespace: 'monitoring' },
          token: { name: 'grafana', key: 'token' },
        },
      },
    }),
  },
};

const ADDONS = ['kmcp', 'tools', 'querydoc', 'grafanaMcp'];

/** An add-on under another name would be left at its default in silence. source: fault F-KAG-04 */
function shapeFindings(addons: unknown): Finding[] {
  if (typeof addons !== 'object' || addons === null) {
    return [{ path: ['addons'], problem: 'this names no add-ons', got: addons, allowed: ADDONS.join(', ') }];
  }
  return Object.entries(addons).flatMap(([name, addon]): Finding[] => {
    const path = ['addons', name];
    if (!ADDONS.includes(name)) {
      return [{ path, problem: 'there is no such add-on', got: name, allowed: ADDONS.join(', ') }];
    }
    if (addon === undefined || addon === false || (typeof addon === 'object' && addon !== null)) return [];
    return [{ path, problem: 'an add-on is off, or has settings', got: addon, allowed: 'false, or {}' }];
  });
}

function kmcpFindings({ transportAdapterVersion: version }: KmcpAddon): Finding[] {
  if (version === undefined || ADAPTER_VERSION.test(String(version))) return [];
  return [
    {
      path: ['addons', 'kmcp', 'transportAdapterVersion'],
      problem: 'kmcp refuses this version and takes its own instead',
      got: version,
      allowed: 'letters, digits, dots and dashes, e.g. 0.9.0',
    },
  ];
}

function toolsFindings({ enabledTools = [] }: ToolsAddon, known: readonly string[]): Finding[] {
  const path = ['addons', 'tools', 'enabledTools'];
  if (!Array.isArray(enabledTools)) {
    return [{ path, problem: 'this is no list of tool sets', got: enabledTools, allowed: known.join(', ') }];
  }
  return enabledTools.flatMap((name, index) =>
    known.includes(name)
      ? []
      : [{ path: [...path, index], problem: 'there is no such tool set', got: name, allowed: known.join(', ') }],
  );
}

function grafanaFindings({ url, port }: GrafanaMcpAddon): Finding[] {
  const path = ['addons', 'grafanaMcp', 'url'];
  const parsed = parseHttpUrl(url);
  return [
    ...findingsOf(path, 'the address', url, parsed),
    ...(parsed.ok && /\/api\/?$/.test(parsed.value.path)
      ? [
          {
            path,
            problem: 'the server adds /api itself and would ask for /api/api',
            got: url,
            allowed: 'the address of Grafana',
          },
        ]
      : []),
    ...(port === undefined ? [] : findingsOf(['addons', 'grafanaMcp', 'port'], 'the port', port, parsePort(port))),
  ];
}

function allowedNamespacesFindings(path: Path, value: unknown): Finding[] {
  if (value === undefined || value === 'Same' || value === 'All') return [];
  return [{ path, problem: 'there is no such choice', got: value, allowed: 'Same, All' }];
}

/** A switch that is known only later would count as on. */
function switchFindings(path: Path, value: unknown): Finding[] {
  if (value === undefined || typeof value === 'boolean') return [];
  return [{ path, problem: 'this is no switch that is known at synth', got: typeof value, allowed: 'true, false' }];
}
