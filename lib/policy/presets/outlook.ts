import { binariesOf, type Caller } from './callers';
import { allow, https, readsAndPosts } from './endpoints';
import { bundle, type NetworkFragment } from './preset';

export const outlook = bundle(
  'outlook',
  'Outlook mail and calendar over Microsoft Graph, writing included',
  (options: Caller): NetworkFragment => ({
    networkPolicies: {
      outlook_graph: {
        endpoints: [
          https('graph.microsoft.com', allow(['GET', 'POST', 'PATCH'], '/**')),
          https('login.microsoftonline.com', readsAndPosts()),
          https('outlook.office365.com', readsAndPosts()),
          https('outlook.office.com', readsAndPosts()),
        ],
        binaries: binariesOf(options),
      },
    },
  }),
);
