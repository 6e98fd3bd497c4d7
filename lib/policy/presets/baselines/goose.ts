import type { Policy } from '../../model';
import { type GooseOptions, goose as gooseModels } from '../goose';
import { bundle } from '../preset';
import { type BaselineOptions, baseline } from './confinement';

export type GooseBaselineOptions = BaselineOptions & Partial<Pick<GooseOptions, 'providers' | 'binaries'>>;

export const goose = bundle(
  'goose-baseline',
  'Goose’s own needs: the model providers named, nothing else',
  ({ providers = [], binaries, ...options }: GooseBaselineOptions): Policy =>
    baseline(options, [], ...(providers.length > 0 ? [gooseModels({ providers, binaries })] : [])),
);
