import type { Resource } from '../../../plan/resource';
import { type ValidatingPolicy, validatingPolicy } from '../../admission/validating-policy';
import { CONTROLLER } from '../../agent-sandbox-controller/names';
import { commonLabels } from '../member';
import type { Settings } from '../settings';

type Guard = Omit<ValidatingPolicy, 'key' | 'name' | 'labels' | 'namespaces'>;

/**
 * Who may do what in the sandbox namespace. A pod there may be privileged, holds the gateway's client certificate, and
 * can trade its token for a sandbox's identity by an annotation and an owner, so it is made on one path only: gateway →
 * Sandbox → agent-sandbox controller → pod. source: facts/openshell.md §3.7; fault F-TEN-04
 *
 * Whoever needs another way in for once deletes the binding, and everybody sees it.
 */
export function admissionMembers(settings: Settings): Resource[] {
  const { sandboxNamespace } = settings;
  return Object.entries(guards(settings)).flatMap(([key, guard]) =>
    validatingPolicy({
      ...guard,
      key: `sandboxes-${key}`,
      // Cluster-scoped names carry the namespace, which belongs to one gateway alone.
      name: `${sandboxNamespace}-${key}`,
      labels: commonLabels(settings, 'admission'),
      namespaces: [sandboxNamespace],
      validations: guard.validations.map((validation) => ({ reason: 'Forbidden', ...validation })),
    }),
  );
}

/** Keys of the bindings; before them nothing is refused. */
export function admissionKeys(settings: Settings): string[] {
  return Object.keys(guards(settings)).map((key) => `sandboxes-${key}-binding`);
}

function guards(settings: Settings): Readonly<Record<string, Guard>> {
  const { platform, namespace, name, gateway } = settings;
  const { agentSandboxNamespace, agentSandbox } = platform;
  const controller = `system:serviceaccount:${agentSandboxNamespace}:${agentSandbox.serviceAccount ?? CONTROLLER}`;
  const maker = `system:serviceaccount:${namespace}:${name}`;
  return {
    pods: podGuard(controller),
    exec: EXEC_GUARD,
    'sandbox-objects': sandboxGuard(maker, controller),
    extensions: EXTENSION_GUARD,
    ...(gateway.can.sandboxTokens && { tokens: TOKEN_GUARD }),
  };
}

// Others do update pods: network plugins and the garbage collector write metadata. What must not change is the annotation
// that says whose sandbox a pod is.
function podGuard(controller: string): Guard {
  const annotation = (object: string) => `${object}.metadata.?annotations['openshell.io/sandbox-id'].orValue('')`;
  return {
    on: { group: '', versions: ['v1'], operations: ['CREATE', 'UPDATE'], resources: ['pods'] },
    matchConditions: [{ name: 'not-the-controller', expression: `request.userInfo.username != '${controller}'` }],
    validations: [
      {
        expression: "request.operation != 'CREATE'",
        message: 'pods of OpenShell sandboxes are made by the agent-sandbox controller alone',
      },
      {
        expression: `request.operation == 'CREATE' || ${annotation('object')} == ${annotation('oldObject')}`,
        message: 'the annotation openshell.io/sandbox-id says whose sandbox a pod is and never changes',
      },
    ],
  };
}

// A shell opened from outside is root beside the supervisor, outside of everything that it enforces. The gateway's own
// exec goes through the supervisor. source: facts/verified.md §9
const EXEC_GUARD: Guard = {
  on: {
    group: '',
    versions: ['v1'],
    operations: ['CONNECT', 'UPDATE'],
    resources: ['pods/exec', 'pods/attach', 'pods/portforward', 'pods/proxy', 'pods/ephemeralcontainers'],
  },
  validations: [
    {
      expression: 'false',
      message: 'nobody enters an OpenShell sandbox past its supervisor: use the gateway’s exec',
    },
  ],
};

// The garbage collector and the namespace controller only touch finalizers and owners; the controller keeps its own notes
// on the Sandbox. A Sandbox of anybody else stops the gateway's watch. source: facts/openshell-0.0.46.md §3
function sandboxGuard(maker: string, controller: string): Guard {
  const same = (field: string) => `object.metadata.?${field}.orValue({}) == oldObject.metadata.?${field}.orValue({})`;
  return {
    on: { group: 'agents.x-k8s.io', versions: ['*'], operations: ['CREATE', 'UPDATE'], resources: ['sandboxes'] },
    matchConditions: [{ name: 'not-the-gateway', expression: `request.userInfo.username != '${maker}'` }],
    validations: [
      {
        expression: "request.operation != 'CREATE'",
        message: 'Sandboxes here are made by the OpenShell gateway alone; another one stops its watch',
      },
      {
        expression: [
          "request.operation == 'CREATE'",
          `request.userInfo.username == '${controller}'`,
          `(object.spec == oldObject.spec && ${same('labels')} && ${same('annotations')})`,
        ].join(' || '),
        message: 'Sandboxes here are changed by the OpenShell gateway alone',
      },
    ],
  };
}

const EXTENSION_GUARD: Guard = {
  on: {
    group: 'extensions.agents.x-k8s.io',
    versions: ['*'],
    operations: ['CREATE'],
    resources: ['sandboxclaims', 'sandboxtemplates', 'sandboxwarmpools'],
  },
  validations: [
    {
      expression: 'false',
      message: 'this namespace is the OpenShell gateway’s alone: a Sandbox that is not its own stops its watch',
    },
  ],
};

// A token bound to a pod is what a sandbox proves itself with; kubelets ask for it, nobody else needs to.
const TOKEN_GUARD: Guard = {
  on: { group: '', versions: ['v1'], operations: ['CREATE'], resources: ['serviceaccounts/token'] },
  matchConditions: [{ name: 'not-a-kubelet', expression: "!request.userInfo.username.startsWith('system:node:')" }],
  validations: [
    {
      expression: 'false',
      message: 'a token of this namespace is the identity of an OpenShell sandbox; only kubelets ask for one',
    },
  ],
};
