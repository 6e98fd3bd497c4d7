import { targetsDown } from '../observability/alerts';
import { CONTROLLER, WEBHOOK_SECRET } from './names';
import { managesCertificate, type Settings } from './settings';

const DAY = 86_400;

/** The alerts on the controller itself, on the conversion and on the age of its certificate. */
export function alertGroup(settings: Settings) {
  return {
    name: 'agent-sandbox-controller.rules',
    rules: [
      // Upstream's one alert. source: facts/agent-sandbox.md §3, Helm chart
      targetsDown({
        alert: 'AgentSandboxControllerMetricsTargetsDown',
        what: 'agent-sandbox controller',
        namespace: settings.namespace,
        pods: `${CONTROLLER}-.+`,
      }),
      ...(settings.certificate ? [conversionFailing()] : []),
      ...(managesCertificate(settings) ? [certificateOld(settings)] : []),
    ],
  };
}

// The API server counts conversions. source: apiextensions-apiserver pkg/apiserver/conversion/metrics.go
function conversionFailing() {
  const failed =
    'apiserver_crd_conversion_webhook_duration_seconds_count{crd_name=~"sandbox.*agents.x-k8s.io",succeeded="false"}';
  return {
    alert: 'AgentSandboxConversionFailing',
    expr: `sum by (crd_name) (rate(${failed}[5m])) > 0`,
    for: '5m',
    labels: { severity: 'critical' },
    annotations: {
      summary: 'agent-sandbox objects cannot be converted between API versions',
      description: 'Reads and writes through v1alpha1 fail: the controller or its webhook certificate is broken.',
    },
  };
}

// kube-state-metrics tells when the Secret was made; the certificate in it lives 365 days. source: fault F-SCR-08
function certificateOld({ namespace }: Settings) {
  return {
    alert: 'AgentSandboxWebhookCertificateOld',
    expr: `time() - kube_secret_created{namespace="${namespace}",secret="${WEBHOOK_SECRET}"} > ${330 * DAY}`,
    for: '1h',
    labels: { severity: 'critical' },
    annotations: {
      summary: 'the certificate of the agent-sandbox conversion webhook ends soon',
      description: `Delete Secret ${WEBHOOK_SECRET} in ${namespace} and restart the controller: it makes a new one.`,
    },
  };
}
