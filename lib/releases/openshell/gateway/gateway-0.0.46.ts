import type { GatewayRelease } from './release';

/**
 * The gateway that kagent 0.9 drives.
 *
 * source: crates/openshell-server/src/config_file.rs, crates/openshell-core/src/config.rs and
 * crates/openshell-driver-kubernetes/src/config.rs at v0.0.46; facts/openshell-0.0.46.md §2, §3
 */
export const GATEWAY_0_0_46: GatewayRelease = {
  version: '0.0.46',
  images: {
    gateway: 'ghcr.io/nvidia/openshell/gateway:0.0.46',
    supervisor: 'ghcr.io/nvidia/openshell/supervisor:0.0.46',
  },
  tables: {
    openshell: { unknownKeys: 'fatal', keys: { version: 'integer' } },
    'openshell.gateway': {
      unknownKeys: 'fatal',
      keys: {
        bind_address: 'string',
        health_bind_address: 'string',
        metrics_bind_address: 'string',
        log_level: 'string',
        compute_drivers: 'strings',
        sandbox_namespace: 'string',
        ssh_session_ttl_secs: 'integer',
        server_sans: 'strings',
        enable_loopback_service_http: 'boolean',
        default_image: 'string',
        supervisor_image: 'string',
        client_tls_secret_name: 'string',
        host_gateway_ip: 'string',
        enable_user_namespaces: 'boolean',
        guest_tls_ca: 'string',
        guest_tls_cert: 'string',
        guest_tls_key: 'string',
        disable_tls: 'boolean',
      },
    },
    'openshell.gateway.tls': {
      unknownKeys: 'ignored',
      keys: { cert_path: 'string', key_path: 'string', client_ca_path: 'string', require_client_auth: 'boolean' },
    },
    'openshell.gateway.oidc': {
      unknownKeys: 'ignored',
      keys: {
        issuer: 'string',
        audience: 'string',
        jwks_ttl_secs: 'integer',
        roles_claim: 'string',
        admin_role: 'string',
        user_role: 'string',
        scopes_claim: 'string',
      },
    },
    'openshell.drivers.kubernetes': {
      unknownKeys: 'fatal',
      keys: {
        namespace: 'string',
        default_image: 'string',
        image_pull_policy: 'string',
        supervisor_image: 'string',
        supervisor_image_pull_policy: 'string',
        supervisor_sideload_method: ['image-volume', 'init-container'],
        grpc_endpoint: 'string',
        ssh_socket_path: 'string',
        client_tls_secret_name: 'string',
        host_gateway_ip: 'string',
        enable_user_namespaces: 'boolean',
        workspace_default_storage_size: 'string',
      },
    },
  },
  can: {
    jwtKeys: false,
    credentialKey: false,
    reloadsCertificates: false,
    anonymousSwitch: false,
    sandboxTokens: false,
    sandboxServiceAccount: false,
    otlp: [],
    telemetry: false,
    workspaceModes: ['shared'],
    topologies: ['combined'],
    appArmorProfile: false,
    defaultRuntimeClass: false,
    imagePullSecrets: false,
    workspaceStorageClass: false,
    policyValidationFailureMode: false,
    readsNamespace: false,
    processLimit: 512,
    patchesSandboxes: false,
  },
};
