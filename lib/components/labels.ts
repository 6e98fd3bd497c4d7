/** The labels on every object of a component: what it is, which part of it, and who manages it. */
export function standardLabels(name: string, component: string) {
  return {
    'app.kubernetes.io/name': name,
    'app.kubernetes.io/component': component,
    'app.kubernetes.io/part-of': 'kagent-fleet',
    'app.kubernetes.io/managed-by': 'kagent-fleet',
  };
}
