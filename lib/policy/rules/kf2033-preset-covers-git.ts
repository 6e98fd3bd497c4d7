import { endpointsOf, example, oneRule, type PolicyRule, protocolOf } from './input';
import { SHEET_111 } from './source';

const GIT_HOSTS = /^(github\.com|gitlab\.com|bitbucket\.org|codeberg\.org|git\..*)$/i;

export const PRESET_COVERS_GIT: PolicyRule = {
  id: 'KF2033',
  name: 'preset-covers-git',
  severity: 'warning',
  acknowledge: 'with-reason',
  why: '`read-only` is GET, HEAD and OPTIONS, but `git clone` needs a POST; `read-write` leaves DELETE out.',
  fix: 'write rules: GET `/**/info/refs` with `service: git-upload-pack`, and POST `/**/git-upload-pack`',
  faults: ['F-POL-20'],
  sources: [SHEET_111('1.3'), SHEET_111('1.10')],
  check({ policy }, report) {
    for (const { endpoint, path } of endpointsOf(policy)) {
      const { host = '', access } = endpoint;
      if (protocolOf(endpoint) === 'rest' && access === 'read-only' && GIT_HOSTS.test(host)) {
        report({
          path: [...path, 'access'],
          problem: `\`git clone\` from ${host} fails under \`read-only\``,
          got: access,
        });
      }
    }
  },
  examples: {
    failing: example(
      oneRule({ host: 'github.com', port: 443, protocol: 'rest', enforcement: 'enforce', access: 'read-only' }),
    ),
    mended: example(
      oneRule({
        host: 'github.com',
        port: 443,
        protocol: 'rest',
        enforcement: 'enforce',
        rules: [
          { method: 'GET', path: '/**/info/refs', query: { service: 'git-upload-pack' } },
          { method: 'POST', path: '/**/git-upload-pack' },
        ],
      }),
    ),
  },
};
