import { isRecord } from '../../api/rules/spot';
import { type Resource, withKeyPrefix } from '../../plan/resource';
import { namespaceOf } from '../kagent-resource/place';
import { syncMembers } from '../policy-sync/members';
import { syncNameOf } from '../policy-sync/names';
import type { SyncProgram } from '../policy-sync/props';
import { syncSettings } from '../policy-sync/settings';
import { PROGRAM_KEY } from '../policy-sync/workload';
import { HARNESS_KEY, INPUTS_ANNOTATION } from './names';
import { gatewayOf, sandboxNameOf } from './place';
import type { NemoClawHarnessProps } from './props';
import { harnessStateOf } from './state';

const PREFIX = 'sync';

/** The program that writes the harness's own rows, when it brings one. */
export function programOf({ sync }: NemoClawHarnessProps): SyncProgram | undefined {
  return isRecord(sync) ? (sync as unknown as SyncProgram) : undefined;
}

/**
 * A Job that writes the policy as soon as kagent has made the sandbox, in the control plane's namespace, which the
 * gateway lets in. It runs beside the harness's start, so that kagent's own policy is in force as shortly as can be, and
 * anew for each harness that is another, because that has another sandbox.
 */
export function syncMembersOf(props: NemoClawHarnessProps, harness: Resource): Resource[] {
  const program = programOf(props);
  if (program === undefined) return [];
  const { controlPlane, name, onChange } = props;
  const settings = syncSettings({
    gateway: gatewayOf(props),
    namespace: controlPlane.namespace,
    name: syncNameOf(namespaceOf(props) === controlPlane.namespace ? name : sandboxNameOf(props)),
    program,
    items: harnessStateOf(props),
    runsFor: sandboxInputs(harness),
  });
  const members = withKeyPrefix(PREFIX, syncMembers(settings));
  // While an engine replaces the harness, the sandbox of that name is still the old one: there it has to wait.
  if (onChange !== 'replace') return members;
  return members.map((item) =>
    item.key === `${PREFIX}-${PROGRAM_KEY}` ? { ...item, dependsOn: [...item.dependsOn, HARNESS_KEY] } : item,
  );
}

/** What the sandbox is made from, which its description is not. */
function sandboxInputs({ manifest }: Resource): unknown {
  const { description: _, ...inputs } = manifest.spec as { readonly [field: string]: unknown };
  return [inputs, manifest.metadata.annotations?.[INPUTS_ANNOTATION]];
}
