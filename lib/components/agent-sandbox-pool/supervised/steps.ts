import type { Container } from '../../../api';
import {
  BARE_ROOT_SECURITY,
  INSTALL_COMMAND,
  INSTALL_CONTAINER,
  ROUTES_CONTAINER,
  SUPERVISOR_VOLUME,
} from '../../../api/rules/pod/supervised-pod';
import { resolveImageLeaf } from '../../../images/resolve';
import { constant } from '../../../plan/constant';
import { type Deep, type Leaf, mapLeaf } from '../../../plan/leaf';
import { platformOf } from '../place';
import { CONTRACT_SCRIPT } from './image-contract';
import { KEY_FOLDER, ROUTES_FOLDER, ROUTES_SCRIPT, routesEnvironment } from './inference';
import { type SupervisedPoolProps, supervisorImageOf } from './policy-of';

export const ROUTES_VOLUME = 'routes';
export const KEY_VOLUME = 'inference-key';

/** Looks for what the supervisor needs of the image. */
export const CONTRACT_CONTAINER = 'image-contract';

/** The supervisor reads the routes; nobody changes them. */
export const ROUTES_MOUNT = constant({ name: ROUTES_VOLUME, mountPath: ROUTES_FOLDER, readOnly: true });

const STEP_RESOURCES = constant({
  requests: { cpu: '10m', memory: '32Mi', 'ephemeral-storage': '256Mi' },
  limits: { cpu: '500m', memory: '128Mi', 'ephemeral-storage': '256Mi' },
});

/** Nobody, without any right: to look is enough. */
const NOBODY_SECURITY = constant({
  allowPrivilegeEscalation: false,
  capabilities: { drop: ['ALL'] },
  privileged: false,
  readOnlyRootFilesystem: true,
  runAsGroup: 65534,
  runAsNonRoot: true,
  runAsUser: 65534,
});

/** What happens before the supervisor starts, in this order. */
export function steps(props: SupervisedPoolProps): Deep<Container>[] {
  return [install(props), ...contract(props), ...routes(props)];
}

function install(props: SupervisedPoolProps): Deep<Container> {
  return {
    ...step(props, INSTALL_CONTAINER, supervisorImageOf(props) ?? ''),
    command: INSTALL_COMMAND,
    securityContext: BARE_ROOT_SECURITY,
    volumeMounts: [SUPERVISOR_VOLUME],
  };
}

function contract(props: SupervisedPoolProps): Deep<Container>[] {
  if (props.imageContract !== 'probed') return [];
  return [
    {
      ...step(props, CONTRACT_CONTAINER, props.image),
      command: ['sh', '-c', CONTRACT_SCRIPT],
      securityContext: NOBODY_SECURITY,
    },
  ];
}

/** Only here is the Secret mounted, and only here can the file be written. source: facts/verified.md §9 */
function routes(props: SupervisedPoolProps): Deep<Container>[] {
  if (props.inference === undefined) return [];
  return [
    {
      ...step(props, ROUTES_CONTAINER, props.image),
      command: ['sh', '-c', ROUTES_SCRIPT],
      env: routesEnvironment(props.inference),
      securityContext: BARE_ROOT_SECURITY,
      volumeMounts: [
        { name: ROUTES_VOLUME, mountPath: ROUTES_FOLDER },
        { name: KEY_VOLUME, mountPath: KEY_FOLDER, readOnly: true },
      ],
    },
  ];
}

function step(props: SupervisedPoolProps, name: string, image: Leaf<string>) {
  const { reference, locked } = resolveImageLeaf(image, platformOf(props).images);
  return {
    name,
    image: reference,
    imagePullPolicy: mapLeaf(locked, (known) => (known ? 'IfNotPresent' : 'Always')),
    resources: STEP_RESOURCES,
  };
}
