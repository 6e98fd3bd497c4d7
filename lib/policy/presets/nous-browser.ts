import { https, reads } from './endpoints';
import { nousTool } from './nous-broker';
import { bundle } from './preset';

/** Where the hosted browsers answer; the socket after the upgrade is not looked into. */
const BROWSERS = Array.from({ length: 10 }, (_, index) =>
  https(`*.cdp${index + 1}.browser-use.com`, reads('/json/version', '/devtools/**')),
);

export const nousBrowser = bundle(
  'nous-browser',
  'hosted browsers driven through a Nous tool broker in the cluster, and their debugging sockets',
  nousTool('nous_browser', '/browser-use', ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'], BROWSERS),
);
