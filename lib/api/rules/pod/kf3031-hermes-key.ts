import type { Rule } from '../../../diagnostics/rule';
import { isDeferred } from '../../../plan/leaf';
import type { KubernetesObject } from '../../../plan/resource';
import { exampleTemplateWith } from '../examples';
import { isRecord, type Spot } from '../spot';
import { eachContainer, nameOf } from './pod-of';

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|::1)$/;

const SERVED = [
  { name: 'API_SERVER_ENABLED', value: 'true' },
  { name: 'API_SERVER_HOST', value: '0.0.0.0' },
];

/** Hermes' API server has a key as soon as others than the agent itself may reach it. */
export const hermesKey: Rule<KubernetesObject> = {
  id: 'KF3031',
  name: 'hermes-api-key',
  severity: 'error',
  acknowledge: 'with-reason',
  why: 'Hermes’ API server is full control over the agent and its tools. Outside of loopback it refuses to start without API_SERVER_KEY; versions before April 2026 serve everybody.',
  fix: 'take API_SERVER_KEY from a Secret through valueFrom.secretKeyRef, or leave API_SERVER_HOST at 127.0.0.1',
  faults: ['F-NEM-13'],
  sources: ['facts/nemoclaw.md §4', 'hermes-agent commit 989b950fbc'],
  check(object, report) {
    eachContainer(object, report, (container) => {
      const variables = container.knownItems(['env']);
      if (variables === undefined || !servesOthers(variables)) return;
      // A whole Secret may bring the key.
      if (Array.isArray(fieldOf(container, 'envFrom')) || isDeferred(fieldOf(container, 'envFrom'))) return;
      const key = variables.find((variable) => fieldOf(variable, 'name') === 'API_SERVER_KEY');
      if (key !== undefined && (isDeferred(fieldOf(key, 'valueFrom')) || isSecret(fieldOf(key, 'valueFrom')))) return;
      (key ?? container).refuse(
        {
          problem:
            key === undefined
              ? `${nameOf(container)} serves Hermes’ API to others without a key`
              : 'the key of Hermes’ API is not taken from a Secret',
          allowed: 'API_SERVER_KEY from valueFrom.secretKeyRef',
        },
        key === undefined ? ['env'] : [],
      );
    });
  },
  examples: {
    failing: exampleTemplateWith({ env: SERVED }),
    mended: exampleTemplateWith({
      env: [...SERVED, { name: 'API_SERVER_KEY', valueFrom: { secretKeyRef: { name: 'hermes', key: 'apiKey' } } }],
    }),
  },
};

// Other programs know API_SERVER_HOST too; only Hermes has the switch beside it.
function servesOthers(variables: readonly Spot[]): boolean {
  const value = (name: string) => {
    const variable = variables.find((item) => fieldOf(item, 'name') === name);
    return variable && fieldOf(variable, 'value');
  };
  const host = value('API_SERVER_HOST');
  if (typeof host !== 'string' || host === '' || LOOPBACK.test(host)) return false;
  return /^(true|1|yes|on)$/i.test(String(value('API_SERVER_ENABLED')));
}

function isSecret(source: unknown): boolean {
  return isRecord(source) && source.secretKeyRef !== undefined;
}

function fieldOf({ value }: Spot, field: string): unknown {
  return isRecord(value) ? value[field] : undefined;
}
