import { resolveImage } from '../../../images/resolve';
import { gatewayIdOf, PORT, SANDBOX_SERVICE_ACCOUNT } from '../names';
import type { Settings } from '../settings';
import type { GatewayConfigTables } from './toml';

/** What the core of the component writes into gateway.toml; tls and auth write tables of their own. */
export function coreTables(settings: Settings): GatewayConfigTables {
  return {
    openshell: { version: 1 },
    'openshell.gateway': gatewayTable(settings),
    'openshell.drivers.kubernetes': { ...driverTable(settings), ...workspaceKeys(settings), ...newerKeys(settings) },
    ...managedIngressTable(settings),
    ...otlpTable(settings),
  };
}

function gatewayTable({ props, gateway, platform, sandboxNamespace }: Settings): GatewayConfigTables[string] {
  const { defaultImage, supervisorImage } = props.sandboxes ?? {};
  return {
    bind_address: `0.0.0.0:${PORT.grpc}`,
    health_bind_address: `0.0.0.0:${PORT.health}`,
    metrics_bind_address: `0.0.0.0:${PORT.metrics}`,
    log_level: props.logLevel ?? 'info',
    compute_drivers: ['kubernetes'],
    sandbox_namespace: sandboxNamespace,
    // Left out, the binary takes a floating tag of upstream's; empty, a request without image is refused. source: fault F-GW-14
    default_image: defaultImage === undefined ? '' : resolveImage(defaultImage, platform.images).reference,
    supervisor_image: resolveImage(supervisorImage ?? gateway.images.supervisor, platform.images).reference,
    // Plaintext HTTP for names under localhost, for a gateway on a workstation.
    enable_loopback_service_http: false,
    ...(gateway.can.policyValidationFailureMode && { policy_validation_failure_mode: 'fail_closed' }),
  };
}

function driverTable({ props, host, transport }: Settings): GatewayConfigTables[string] {
  const { supervisorSideload, workspaceSize, userNamespaces } = props.sandboxes ?? {};
  return {
    grpc_endpoint: `${transport.mode === 'plaintext' ? 'http' : 'https'}://${host}:${PORT.grpc}`,
    // The binary's own default, image volumes, needs a feature of the cluster. source: fault F-REL-17
    supervisor_sideload_method: supervisorSideload ?? 'init-container',
    workspace_default_storage_size: workspaceSize ?? '2Gi',
    enable_user_namespaces: userNamespaces ?? false,
  };
}

function workspaceKeys(settings: Settings): GatewayConfigTables[string] {
  const { props, gateway } = settings;
  if (gateway.can.workspaceModes.length === 1) return {};
  const { workspaceMode = 'shared' } = props;
  return {
    // The same as in the issuer of the sandboxes' tokens. source: fault F-GW-11
    gateway_id: gatewayIdOf(settings),
    ...(typeof workspaceMode === 'string'
      ? { workspace_mode: workspaceMode }
      : { workspace_mode: 'operator', operator_namespace_label: workspaceMode.operator.namespaceLabel }),
  };
}

/** Keys that a release may not know; rule KF4008 has seen to it that they are only asked for where it does. */
function newerKeys({ props, gateway: { can }, platform }: Settings): GatewayConfigTables[string] {
  const { runtimeClassName, imagePullSecrets, topology, workspaceStorageClass } = props.sandboxes ?? {};
  return {
    ...(can.sandboxServiceAccount && { service_account_name: SANDBOX_SERVICE_ACCOUNT }),
    ...(can.topologies.length > 1 && { topology: topology ?? 'combined' }),
    // The runtime's own profile denies the mounts of `ip netns add`. source: fault F-REL-06
    ...(can.appArmorProfile && platform.cluster.nodeAppArmor !== 'absent' && { app_armor_profile: 'Unconfined' }),
    ...(workspaceStorageClass !== undefined && { workspace_storage_class: workspaceStorageClass }),
    ...(runtimeClassName !== undefined && { default_runtime_class_name: runtimeClassName }),
    ...(imagePullSecrets !== undefined && { image_pull_secrets: imagePullSecrets }),
  };
}

// The policy that the driver makes in the namespaces of `managed` selects a label that no pod has. source: fault F-GW-09
function managedIngressTable({ gateway }: Settings): GatewayConfigTables {
  if (!gateway.can.workspaceModes.includes('managed')) return {};
  return { 'openshell.drivers.kubernetes.managed_ssh_ingress': { enabled: false } };
}

// The table's presence turns traces on; those of several tenants meet in one collector. source: facts/openshell.md §6
function otlpTable(settings: Settings): GatewayConfigTables {
  const otlp = settings.props.observability?.otlp;
  if (otlp === undefined) return {};
  return { 'openshell.gateway.otlp': { endpoint: otlp.endpoint, service_name: gatewayIdOf(settings) } };
}
