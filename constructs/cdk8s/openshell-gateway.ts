import type { Construct } from 'constructs';
import type { OpenShellGatewayProps } from '../../lib/components/openshell-gateway';
import type { GatewayRef } from '../../lib/platform/gateway-ref';
import { Component } from './component';

const load = () =>
  require('../../lib/components/openshell-gateway') as typeof import('../../lib/components/openshell-gateway');

/** A tenant's OpenShell gateway with its keys, its fences and a namespace for its sandboxes alone. */
export class OpenShellGateway extends Component<OpenShellGatewayProps> {
  private readonly props: OpenShellGatewayProps;

  constructor(scope: Construct, id: string, props: OpenShellGatewayProps) {
    super(scope, id, load().openShellGateway, props);
    this.props = props;
  }

  /** The gateway as plain data, for its callers and for the policies of its sandboxes. */
  get ref(): GatewayRef {
    return load().gatewayRefOf(this.props);
  }
}
