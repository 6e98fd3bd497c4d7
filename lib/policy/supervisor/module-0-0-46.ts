import { moduleHead } from './module-head';
import { SUPERVISOR_QUERIES } from './queries';
import { CONNECTION } from './rego/connection';
import { GRAPHQL } from './rego/graphql';
import { REQUEST } from './rego/request';

/** The Rego module of OpenShell 0.0.46 and 0.0.49, whose engines ask and read alike. source: facts/openshell-0.0.46.md §1 */
export const MODULE_0_0_46 = [
  moduleHead('0.0.46', SUPERVISOR_QUERIES['0.0.46'], 'method, path, query_params, graphql'),
  CONNECTION,
  `
shapes_connection(endpoint) if endpoint.protocol
`,
  REQUEST,
  GRAPHQL,
].join('');
