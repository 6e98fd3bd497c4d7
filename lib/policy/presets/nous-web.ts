import { nousTool } from './nous-broker';
import { bundle } from './preset';

export const nousWeb = bundle(
  'nous-web',
  'web search and scraping through a Nous tool broker in the cluster',
  nousTool('nous_web', '/firecrawl', ['GET', 'POST']),
);
