import type * as pulumi from '@pulumi/pulumi';
import { gatewayRefOf, type OpenShellGatewayProps, openShellGateway } from '../../lib/components/openshell-gateway';
import type { GatewayRef } from '../../lib/platform/gateway-ref';
import { Component } from './component';

/** A tenant's OpenShell gateway with its keys, its fences and a namespace for its sandboxes alone. */
export class OpenShellGateway extends Component<OpenShellGatewayProps> {
  /** The gateway as plain data, for its callers and for the policies of its sandboxes. */
  readonly ref: GatewayRef;

  constructor(name: string, props: OpenShellGatewayProps, opts?: pulumi.ComponentResourceOptions) {
    super(openShellGateway, name, props, opts);
    this.ref = gatewayRefOf(props);
  }
}
