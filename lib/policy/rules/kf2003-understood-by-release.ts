import { fieldsNotUnderstood } from '../load/understood';
import { PROTOCOLS } from '../model';
import { endpointsOf, example, exampleOnNewest, oneRule, type PolicyRule, protocolOf } from './input';
import { SHEET_46 } from './source';

const TOOLS = {
  host: 'mcp.example.com',
  port: 443,
  protocol: 'mcp',
  enforcement: 'enforce',
  rules: [{ method: 'tools/list' }, { method: 'tools/call', tool: 'search_docs' }],
};

export const UNDERSTOOD_BY_RELEASE: PolicyRule = {
  id: 'KF2003',
  name: 'understood-by-release',
  severity: 'error',
  acknowledge: 'never',
  why: 'A file with a field that this OpenShell does not know does not parse; over gRPC, kagent’s way, the field vanishes without a word, and an unknown protocol ends the supervisor.',
  fix: 'leave the field out, or choose a release whose OpenShell has it',
  faults: ['F-REL-12'],
  sources: [SHEET_46('1.1')],
  check({ policy, openshell }, report) {
    for (const finding of fieldsNotUnderstood(policy, openshell)) report(finding);
    for (const { endpoint, path } of endpointsOf(policy)) {
      const protocol = protocolOf(endpoint);
      const isProtocol = (PROTOCOLS as readonly string[]).includes(protocol);
      if (isProtocol && !openshell.protocols.includes(protocol)) {
        report({
          path: [...path, 'protocol'],
          problem: `OpenShell ${openshell.version} does not know \`protocol: ${protocol}\``,
          got: endpoint.protocol,
          allowed: openshell.protocols.join(', '),
        });
      }
    }
  },
  examples: {
    failing: example(oneRule({ ...TOOLS })),
    mended: exampleOnNewest(oneRule({ ...TOOLS })),
  },
};
