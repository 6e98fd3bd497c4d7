import type { Rule } from '../../../diagnostics/rule';
import { exampleSideBySide } from '../example';
import type { OpenShellGatewayProps } from '../props';

/** Sandboxes stay in one namespace, or what else it costs is accepted. */
export const WORKSPACE_MODE: Rule<OpenShellGatewayProps> = {
  id: 'KF4003',
  name: 'workspace-mode',
  severity: 'error',
  acknowledge: 'with-reason',
  why: 'Outside `shared` the gateway may create Secrets in every namespace and Sandboxes wherever it likes; `managed` also creates and deletes namespaces, which have no Pod Security label, no NetworkPolicy and no quota of ours. One gateway per tenant in `shared` isolates more, with one Role.',
  fix: 'leave `workspaceMode` out and give each tenant a gateway, or acknowledge the rights; `operator` at least puts sandboxes only into namespaces that you made and fenced',
  faults: ['F-TEN-07', 'F-TEN-01'],
  sources: ['facts/openshell.md §2.2, §2.7, §10.11'],
  check({ workspaceMode }, report) {
    const cost = COST.find(({ is }) => is(workspaceMode));
    if (cost === undefined) return;
    report({ path: ['workspaceMode'], problem: cost.problem, got: workspaceMode, allowed: 'shared' });
  },
  examples: {
    failing: exampleSideBySide({ workspaceMode: 'managed' }),
    mended: exampleSideBySide({ workspaceMode: 'shared' }),
  },
};

const COST: readonly { readonly problem: string; is(mode: unknown): boolean }[] = [
  {
    problem: 'the gateway gets the right to create any Secret, namespace and ServiceAccount in the cluster',
    is: (mode) => mode === 'managed',
  },
  {
    problem: 'the gateway gets the right to create any Secret, and Sandboxes, in every namespace',
    is: (mode) => typeof mode === 'object' && mode !== null,
  },
];
