// Policies that arrive: the team of the quickstart with two harnesses. One brings the Job that writes its policy, of the
// other a program that watches keeps the policy as it is written here, whoever changes it in the gateway.
import {
  gatewayRefOf,
  harnessStateOf,
  type NemoClawHarnessProps,
  type PolicySyncProps,
  renderGatewayState,
  type SyncProgram,
  tenantRefOf,
} from 'kagent-fleet';
import { coder, gateway, tenant } from '../quickstart/definition';

export { coder, gateway, kagent, platform, tenant } from '../quickstart/definition';

/** An image of yours, built with the Dockerfile beside this file. */
const program: SyncProgram = { image: 'registry.example/tools/kagent-fleet:0.1.0' };

/** A harness with a Job of its own: `pulumi up` ends when its policy is in force and the harness answers. */
export const reviewer: NemoClawHarnessProps = { ...coder, name: 'reviewer', sync: program };

const state = harnessStateOf(coder);

/** One program for all harnesses that say `sync: true`, all the time. */
export const policies: PolicySyncProps = {
  gateway: gatewayRefOf(gateway),
  namespace: tenantRefOf(tenant).namespaces.controlPlane,
  name: 'policies',
  state,
  mode: 'watch',
  ...program,
};

/** The same rows as a file, for `kagent-fleet sync` in a pipeline instead of the cluster. */
export const stateFile = renderGatewayState({ gateway: gatewayRefOf(gateway), items: state });
