import type { EnvVar } from '../../../api';
import { resolveImageLeaf } from '../../../images/resolve';
import type { Resource } from '../../../plan/resource';
import { LOCKED_CONTAINER } from '../../locked-container';
import { hostOf } from '../addresses';
import { policyKeys } from '../fence/keys';
import { commonLabels, controlPlaneMember } from '../member';
import { PART, PORT, partSelector } from '../names';
import { placementOf, restrictedPod } from '../pods';
import type { Settings } from '../settings';
import type { ControlPlaneDatabase } from './props';

type Embedded = NonNullable<Extract<ControlPlaneDatabase, { embedded: object }>['embedded']>;

const URL_FOLDER = '/etc/kagent/database';
const URL_FILE = 'url';
const URL_VOLUME = 'database-url';

/** Upstream's name for database and user, and its uid for the pod. source: facts/kagent.md §2, Database */
const OWNER = 'kagent';
const POSTGRES_UID = 999;
const DATA_FOLDER = '/var/lib/postgresql/data';

/** How the controller finds its database: the URL as a file, because it prints its settings. source: fault F-SCR-03 */
export function databaseEnvironment(settings: Settings): EnvVar[] {
  const { embedded } = settings.props.database;
  if (embedded === undefined) return [{ name: 'POSTGRES_DATABASE_URL_FILE', value: `${URL_FOLDER}/${URL_FILE}` }];
  const host = hostOf(settings, settings.names.postgres);
  return [
    // Without a password, which the driver takes from its own variable and the log does not show. source: pgx ParseConfig
    {
      name: 'POSTGRES_DATABASE_URL',
      value: `postgres://${OWNER}@${host}:${PORT.postgres}/${OWNER}?sslmode=disable`,
    },
    { name: 'PGPASSWORD', valueFrom: { secretKeyRef: { name: embedded.password.name, key: embedded.password.key } } },
  ];
}

/** The file with the URL, for the controller's pod. */
export function databaseMount({ props: { database } }: Settings) {
  if (database.url === undefined) return [];
  return [
    {
      volume: {
        name: URL_VOLUME,
        secret: {
          secretName: database.url.name,
          defaultMode: 0o440,
          items: [{ key: database.url.key, path: URL_FILE }],
        },
      },
      mount: { name: URL_VOLUME, mountPath: URL_FOLDER, readOnly: true },
    },
  ];
}

/** Which Secret the controller reads at its start, for the checksum that rolls it. */
export function databaseIdentity({ props: { database } }: Settings): unknown {
  return database.url ?? database.embedded?.password;
}

/** Keys of what the controller waits for: it exits when its database is not up. source: facts/kagent.md §2, Database */
export function databaseKeys({ props: { database } }: Settings): string[] {
  return database.embedded ? ['postgresql', 'postgresql-service'] : [];
}

/** The database of a trial: one pod, one claim. */
export function databaseMembers(settings: Settings): Resource[] {
  const { embedded } = settings.props.database;
  if (embedded === undefined) return [];
  const { names, prefix } = settings;
  const selector = partSelector(prefix, PART.database);
  const common = { name: names.postgres, component: PART.database } as const;
  return [
    controlPlaneMember(settings, {
      ...common,
      key: 'postgresql-service-account',
      phase: 'identity',
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      body: { automountServiceAccountToken: false },
    }),
    controlPlaneMember(settings, {
      ...common,
      key: 'postgresql-service',
      phase: 'config',
      apiVersion: 'v1',
      kind: 'Service',
      body: {
        spec: {
          type: 'ClusterIP',
          selector,
          ports: [{ name: 'postgresql', port: PORT.postgres, targetPort: 'postgresql', protocol: 'TCP' }],
        },
      },
    }),
    controlPlaneMember(settings, {
      ...common,
      key: 'postgresql-claim',
      phase: 'state',
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      // Immutable but for a larger size, and that only where the class allows it.
      createOnly: [['spec', 'storageClassName']],
      state: { what: 'sessions, memory and tools of the control plane', retain: true, protect: true },
      body: {
        spec: {
          accessModes: ['ReadWriteOnce'],
          ...(embedded.storageClassName !== undefined && { storageClassName: embedded.storageClassName }),
          resources: { requests: { storage: embedded.size ?? '500Mi' } },
        },
      },
    }),
    controlPlaneMember(settings, {
      ...common,
      key: 'postgresql',
      phase: 'controller',
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      dependsOn: ['postgresql-service-account', 'postgresql-claim', ...policyKeys(settings, PART.database)],
      readiness: [{ condition: 'Available' }],
      createOnly: [['spec', 'selector']],
      body: {
        spec: {
          replicas: 1,
          revisionHistoryLimit: 3,
          selector: { matchLabels: selector },
          // Two pods cannot have the one claim.
          strategy: { type: 'Recreate' },
          template: {
            metadata: { labels: { ...commonLabels(PART.database), ...selector } },
            spec: {
              serviceAccountName: names.postgres,
              automountServiceAccountToken: false,
              enableServiceLinks: false,
              securityContext: restrictedPod(POSTGRES_UID),
              ...placementOf(settings, selector, 1),
              containers: [container(settings, embedded)],
              volumes: [
                { name: 'data', persistentVolumeClaim: { claimName: names.postgres } },
                // The socket, and what a read-only root leaves no place for.
                { name: 'run', emptyDir: { sizeLimit: '16Mi' } },
                { name: 'tmp', emptyDir: { sizeLimit: '64Mi' } },
              ],
            },
          },
        },
      },
    }),
  ];
}

function container({ platform, release }: Settings, { image, password, vector }: Embedded) {
  const { images } = release.kagent;
  const ready = { exec: { command: ['pg_isready', '-U', OWNER, '-d', OWNER] } };
  return {
    name: 'postgresql',
    image: resolveImageLeaf(image ?? images[vector ? 'pgvector' : 'postgres'], platform.images).reference,
    imagePullPolicy: 'IfNotPresent',
    env: [
      { name: 'POSTGRES_DB', value: OWNER },
      { name: 'POSTGRES_USER', value: OWNER },
      { name: 'POSTGRES_PASSWORD', valueFrom: { secretKeyRef: { name: password.name, key: password.key } } },
      { name: 'PGDATA', value: `${DATA_FOLDER}/pgdata` },
    ],
    ports: [{ name: 'postgresql', containerPort: PORT.postgres, protocol: 'TCP' }],
    startupProbe: { ...ready, periodSeconds: 2, timeoutSeconds: 5, failureThreshold: 60 },
    livenessProbe: { ...ready, periodSeconds: 10, timeoutSeconds: 5, failureThreshold: 6 },
    readinessProbe: { ...ready, periodSeconds: 5, timeoutSeconds: 5, failureThreshold: 3 },
    resources: {
      requests: { cpu: '250m', memory: '256Mi', 'ephemeral-storage': '64Mi' },
      limits: { cpu: '500m', memory: '512Mi', 'ephemeral-storage': '512Mi' },
    },
    securityContext: LOCKED_CONTAINER,
    volumeMounts: [
      { name: 'data', mountPath: DATA_FOLDER },
      { name: 'run', mountPath: '/var/run/postgresql' },
      { name: 'tmp', mountPath: '/tmp' },
    ],
  };
}
