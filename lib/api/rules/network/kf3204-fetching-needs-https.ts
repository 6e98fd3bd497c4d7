import type { Rule } from '../../../diagnostics/rule';
import type { KubernetesObject } from '../../../plan/resource';
import { EXAMPLE_DNS, exampleContainer, exampleTemplate } from '../examples';
import { eachContainer, nameOf } from '../pod/pod-of';
import { Spot } from '../spot';
import { opensPort } from './egress-ports';

const FETCHES = /https:\/\/|\bgit clone\b|\bgit@|\boci:\/\//;

const cloning = {
  initContainers: [
    exampleContainer({ name: 'clone', command: ['git', 'clone', 'https://git.example/payments', '/tmp/payments'] }),
  ],
};

/** A sandbox that fetches something while it starts may reach port 443. */
export const fetchingNeedsHttps: Rule<KubernetesObject> = {
  id: 'KF3204',
  name: 'fetching-needs-https',
  severity: 'warning',
  acknowledge: 'with-reason',
  why: 'A container that clones or downloads before it is ready, behind an egress without port 443, never becomes ready; the pool never fills, and only its events say why.',
  fix: 'add egress to TCP 443 of that source, or put what is fetched into the image',
  faults: ['F-SBX-03'],
  sources: ['AS PR #1142 review'],
  check(object, report) {
    Spot.of(object, report).look(['spec', 'networkPolicy', 'egress'], (egress) => {
      if (!Array.isArray(egress.value) || opensPort(egress.value, 'TCP', 443)) return;
      eachContainer(object, report, (container) => {
        for (const field of ['command', 'args'] as const) {
          container.look([field], (spot) => {
            if (!Array.isArray(spot.value) || !FETCHES.test(spot.value.join(' '))) return;
            spot.refuse({
              problem: `${nameOf(container)} fetches something, and egress opens no TCP 443`,
              got: spot.value,
              allowed: 'egress to TCP 443',
            });
          });
        }
      });
    });
  },
  examples: {
    failing: exampleTemplate(cloning, { networkPolicy: { ingress: [], egress: [EXAMPLE_DNS] } }),
    mended: exampleTemplate(cloning, {
      networkPolicy: {
        ingress: [],
        egress: [
          EXAMPLE_DNS,
          { to: [{ ipBlock: { cidr: '203.0.113.0/24' } }], ports: [{ protocol: 'TCP', port: 443 }] },
        ],
      },
    }),
  },
};
