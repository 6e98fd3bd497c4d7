import type { Resource } from '../../plan/resource';
import { member } from './member';
import type { Settings } from './settings';

/**
 * The profile as the Security Profiles Operator takes it. Its status is the lowest of all nodes, so `Installed` means
 * that the file is on every one. source: security-profiles-operator 1.0.0, api/seccompprofile/v1; faults F-ISO-01, F-ISO-02
 */
export function operatorMembers({ name, profile, props }: Settings): Resource[] {
  if (props.delivery.by !== 'security-profiles-operator') return [];
  const { defaultErrnoRet: _, ...spec } = profile;
  return [
    member({
      key: 'profile',
      phase: 'config',
      apiVersion: 'security-profiles-operator.x-k8s.io/v1',
      kind: 'SeccompProfile',
      name,
      component: 'profile',
      readiness: [{ jsonPath: '{.status.status}', value: 'Installed' }],
      // `state` is the server's default.
      body: { spec: { state: 'Enabled', ...spec } },
    }),
  ];
}
