import { get as getHttp } from 'node:http';
import { get as getHttps } from 'node:https';

/** Whether this loopback address answers 200. A component's own certificate is not what is being checked. */
export function isHealthy(url: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const options = { timeout: 2000, agent: false, rejectUnauthorized: false };
    const request = url.startsWith('https:') ? getHttps(url, options) : getHttp(url, options);
    request.on('response', (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    });
    request.on('timeout', () => request.destroy(new Error(`${url} did not answer`)));
    request.on('error', reject);
  });
}
