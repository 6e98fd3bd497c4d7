import type * as pulumi from '@pulumi/pulumi';
import { type ModelConfigProps, modelConfig, modelConfigRefOf } from '../../lib/components/model-config';
import type { ModelConfigRef } from '../../lib/platform/model-config-ref';
import { Component } from './component';

/** A model for the agents of its namespace. */
export class ModelConfig extends Component<ModelConfigProps> {
  /** The model as plain data, for its agents. */
  readonly ref: ModelConfigRef;

  constructor(name: string, props: ModelConfigProps, opts?: pulumi.ComponentResourceOptions) {
    super(modelConfig, name, props, opts);
    this.ref = modelConfigRefOf(props);
  }
}
