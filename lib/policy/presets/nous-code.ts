import { nousTool } from './nous-broker';
import { bundle } from './preset';

export const nousCode = bundle(
  'nous-code',
  'code execution through a Nous tool broker in the cluster',
  nousTool('nous_code', '/modal', ['GET', 'POST']),
);
