import { createHash } from 'node:crypto';
import { type Resource, resource } from '../../../plan/resource';
import { type SupervisorFiles, supervisorFiles } from '../../../policy/supervisor';
import { labelsOf } from '../labels';
import { namespaceOf, platformOf } from '../place';
import type { AgentSandboxPoolProps } from '../props';
import { openShellOf, policyOf, portsOf, type SupervisedPoolProps, supervisorVersionOf } from './policy-of';
import { RELAY_FILE, relayConfig, relayPlaces } from './relay';

/** Files that the pods mount. They never change: another content is another object, hence another template. */
interface PodFiles {
  readonly key: 'policy' | 'relay-config';
  readonly name: string;
  readonly checksum: string;
  readonly data: Readonly<Record<string, string>>;
}

/** The files that the supervisor reads; nothing for a policy that a rule refuses. */
export function policyFilesOf(props: AgentSandboxPoolProps): SupervisorFiles | undefined {
  const policy = policyOf(props);
  const openshell = openShellOf(props);
  return policy && openshell && supervisorFiles(policy, openshell);
}

/** Name of the ConfigMap with the policy. */
export function policyName(props: SupervisedPoolProps): string {
  return policyPart(props).name;
}

/** Name of the ConfigMap with the relay's configuration; without ports there is no relay. */
export function relayName(props: SupervisedPoolProps): string | undefined {
  return relayPart(props)?.name;
}

/** The immutable ConfigMaps of the pods. */
export function configMapMembers(props: SupervisedPoolProps): Resource[] {
  const relay = relayPart(props);
  return [policyPart(props), ...(relay === undefined ? [] : [relay])].map((files) => configMap(props, files));
}

function policyPart(props: SupervisedPoolProps): PodFiles {
  return podFiles(props, 'policy', 'policy', { ...policyFilesOf(props) });
}

function relayPart(props: SupervisedPoolProps): PodFiles | undefined {
  const ports = portsOf(props);
  return ports.length === 0
    ? undefined
    : podFiles(props, 'relay-config', 'relay', {
        [RELAY_FILE]: relayConfig(ports, relayPlaces(platformOf(props).cluster)),
      });
}

function podFiles(
  { name }: SupervisedPoolProps,
  key: PodFiles['key'],
  word: string,
  data: Readonly<Record<string, string>>,
): PodFiles {
  const checksum = createHash('sha256').update(JSON.stringify(data)).digest('hex');
  return { key, name: `${name}-${word}-${checksum.slice(0, 10)}`, checksum, data };
}

function configMap(props: SupervisedPoolProps, { key, name, checksum, data }: PodFiles): Resource {
  return resource({
    key,
    scope: 'Namespaced',
    phase: 'config',
    teardown: 40,
    createOnly: [['data'], ['immutable']],
    // A node that restarts mounts it anew for a sandbox that was claimed long ago.
    state: {
      what: 'what claimed sandboxes of an earlier template mount',
      retain: props.retain ?? true,
      protect: false,
    },
    manifest: {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: {
        name,
        namespace: namespaceOf(props),
        labels: labelsOf(props, key),
        annotations: {
          'kagent-fleet.dev/sha256': checksum,
          ...(key === 'policy' && { 'kagent-fleet.dev/openshell': supervisorVersionOf(props) ?? '' }),
        },
      },
      immutable: true,
      data,
    },
  });
}
