import type { Construct } from 'constructs';
import type { SeccompProfileProps } from '../../lib/components/seccomp-profile';
import { Component } from './component';

const load = () =>
  require('../../lib/components/seccomp-profile') as typeof import('../../lib/components/seccomp-profile');

/** A seccomp profile on the nodes, and on the pods that are to run under it. */
export class SeccompProfile extends Component<SeccompProfileProps> {
  constructor(scope: Construct, id: string, props: SeccompProfileProps) {
    super(scope, id, load().seccompProfile, props);
  }
}
