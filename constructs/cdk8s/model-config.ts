import type { Construct } from 'constructs';
import type { ModelConfigProps } from '../../lib/components/model-config';
import type { ModelConfigRef } from '../../lib/platform/model-config-ref';
import { Component } from './component';

const load = () => require('../../lib/components/model-config') as typeof import('../../lib/components/model-config');

/** A model for the agents of its namespace. */
export class ModelConfig extends Component<ModelConfigProps> {
  /** The model as plain data, for its agents. */
  readonly ref: ModelConfigRef;

  constructor(scope: Construct, id: string, props: ModelConfigProps) {
    super(scope, id, load().modelConfig, props);
    this.ref = load().modelConfigRefOf(props);
  }
}
