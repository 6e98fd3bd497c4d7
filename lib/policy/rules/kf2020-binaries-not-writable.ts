import { example, type PolicyRule, SOUND_ENDPOINT } from './input';

export const BINARIES_NOT_WRITABLE: PolicyRule = {
  id: 'KF2020',
  name: 'binaries-not-writable',
  severity: 'warning',
  acknowledge: 'with-reason',
  why: 'Below a path that the agent can write, a pattern also fits programs that the agent has just made.',
  fix: 'name the executables one by one, or keep them in a read-only directory',
  faults: ['F-POL-07'],
  sources: ['facts/nemoclaw.md §2.3'],
  check({ policy }, report) {
    const writable = [
      '/sandbox',
      '/tmp',
      '/home',
      '/root',
      '/var/tmp',
      '/dev/shm',
      ...(policy.filesystem?.readWrite ?? []),
    ];
    for (const [key, { binaries = [] }] of Object.entries(policy.networkPolicies ?? {})) {
      for (const [index, binary] of binaries.entries()) {
        const at = writable.find((directory) => binary.includes('*') && binary.startsWith(`${directory}/`));
        if (at !== undefined) {
          report({
            path: ['networkPolicies', key, 'binaries', index],
            problem: `${at} is writable for the agent`,
            got: binary,
          });
        }
      }
    }
  },
  examples: {
    failing: example({ networkPolicies: { api: { endpoints: [SOUND_ENDPOINT], binaries: ['/sandbox/**'] } } }),
    mended: example({ networkPolicies: { api: { endpoints: [SOUND_ENDPOINT], binaries: ['/usr/bin/node'] } } }),
  },
};
