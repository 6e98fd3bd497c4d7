import type { Attachment } from './settings';

/** The lists of containers that a new pod has. */
export const CONTAINER_LISTS = ['initContainers', 'containers'] as const;

/** The text as a CEL literal. */
export function celText(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}

/** What a mutating policy applies when the whole pod gets the profile: its own security context, and containers that opted out. */
export function podToSet(profile: string, { appArmorUnconfined }: Attachment): string {
  const fields = [
    `seccompProfile: ${seccomp('Object.spec.securityContext', profile)}`,
    ...(appArmorUnconfined ? [`appArmorProfile: Object.spec.securityContext.appArmorProfile{type: 'Unconfined'}`] : []),
  ];
  const optedOut =
    "has(c.securityContext) && has(c.securityContext.seccompProfile) && c.securityContext.seccompProfile.type != 'Localhost'";
  return pod([
    `securityContext: Object.spec.securityContext{${fields.join(', ')}}`,
    ...CONTAINER_LISTS.map((list) => containers(list, optedOut, profile, false)),
  ]);
}

/** What a mutating policy applies when only containers of some names get the profile; `undefined` for the whole pod. */
export function containersToSet(profile: string, attachment: Attachment): string | undefined {
  if (attachment.containers === undefined) return undefined;
  const named = `c.name in [${attachment.containers.map(celText).join(', ')}]`;
  return pod(CONTAINER_LISTS.map((list) => containers(list, named, profile, attachment.appArmorUnconfined)));
}

function pod(fields: readonly string[]): string {
  return `Object{spec: Object.spec{${fields.join(', ')}}}`;
}

function containers(
  list: (typeof CONTAINER_LISTS)[number],
  condition: string,
  profile: string,
  appArmorUnconfined: boolean,
): string {
  const type = `Object.spec.${list}`;
  const context = `${type}.securityContext`;
  const appArmor = appArmorUnconfined ? `, appArmorProfile: ${context}.appArmorProfile{type: 'Unconfined'}` : '';
  const mutated = `${type}{name: c.name, securityContext: ${context}{seccompProfile: ${seccomp(context, profile)}${appArmor}}}`;
  return `${list}: has(object.spec.${list}) ? object.spec.${list}.filter(c, ${condition}).map(c, ${mutated}) : []`;
}

function seccomp(context: string, profile: string): string {
  return `${context}.seccompProfile{type: 'Localhost', localhostProfile: ${celText(profile)}}`;
}
