import { endpointsOf, example, oneRule, type PolicyRule, protocolOf } from './input';
import { SHEET_46 } from './source';

export const NO_SQL: PolicyRule = {
  id: 'KF2037',
  name: 'no-sql',
  severity: 'error',
  acknowledge: 'with-reason',
  why: '`protocol: sql` is relayed raw: no command is ever looked at, whatever the rules say.',
  fix: 'leave `protocol` out and restrict host, port and binaries; let the database restrict the commands',
  faults: [],
  sources: [SHEET_46('1.2 (7)')],
  check({ policy }, report) {
    for (const { endpoint, path } of endpointsOf(policy)) {
      if (protocolOf(endpoint) === 'sql') {
        report({
          path: [...path, 'protocol'],
          problem: 'no rule of a `sql` endpoint is ever evaluated',
          got: endpoint.protocol,
        });
      }
    }
  },
  examples: {
    failing: example(
      oneRule({
        host: 'db.example.com',
        port: 5432,
        protocol: 'sql',
        enforcement: 'audit',
        rules: [{ command: 'SELECT' }],
      }),
    ),
    mended: example(oneRule({ host: 'db.example.com', port: 5432 })),
  },
};
