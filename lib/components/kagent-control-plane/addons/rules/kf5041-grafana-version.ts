import type { Finding, Rule } from '../../../../diagnostics/rule';
import { parseImageReference } from '../../../../syntax/image-reference';
import { exampleControlPlane } from '../../example';
import type { KagentControlPlaneProps } from '../../props';

const PATH = ['addons', 'grafanaMcp', 'image'];
const GRAFANA = {
  url: 'http://grafana.monitoring:3000',
  to: { namespace: 'monitoring' },
  token: { name: 'grafana', key: 'token' },
};

/** Grafana's MCP server is of one version. */
export const GRAFANA_VERSION: Rule<KagentControlPlaneProps> = {
  id: 'KF5041',
  name: 'grafana-version',
  severity: 'error',
  acknowledge: 'never',
  why: 'Upstream runs `latest` and pulls it at every start: a newer version came to refuse the host name that kagent calls it by, and every tool was gone with the next restart.',
  fix: 'name a version from 1.6.3 on, or a digest of one',
  faults: [],
  sources: ['facts/kagent.md §2 "grafana-mcp"', 'mcp-grafana v1.6.3, http_security.go, DefaultAllowedHosts'],
  check({ addons }, report) {
    if (!addons?.grafanaMcp) return;
    report.whenKnown(PATH, addons.grafanaMcp.image, imageFindings);
  },
  examples: {
    failing: exampleControlPlane({ addons: { grafanaMcp: { ...GRAFANA, image: 'docker.io/mcp/grafana:latest' } } }),
    mended: exampleControlPlane({
      addons: { grafanaMcp: { ...GRAFANA, image: `docker.io/mcp/grafana@sha256:${'9'.repeat(64)}` } },
    }),
  },
};

function imageFindings(image: string): Finding[] {
  const parsed = parseImageReference(image);
  if (!parsed.ok || parsed.value.digest !== undefined) return [];
  const { tag = 'latest' } = parsed.value;
  if (tag !== 'latest') return [];
  return [
    { path: PATH, problem: 'this tag is another version tomorrow', got: image, allowed: 'a version, or a digest' },
  ];
}
