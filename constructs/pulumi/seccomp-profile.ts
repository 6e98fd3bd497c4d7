import type * as pulumi from '@pulumi/pulumi';
import { type SeccompProfileProps, seccompProfile } from '../../lib/components/seccomp-profile';
import { Component } from './component';

/** A seccomp profile on the nodes, and on the pods that are to run under it. */
export class SeccompProfile extends Component<SeccompProfileProps> {
  constructor(name: string, props: SeccompProfileProps, opts?: pulumi.ComponentResourceOptions) {
    super(seccompProfile, name, props, opts);
  }
}
