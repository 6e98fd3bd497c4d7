import type { Rule } from '../../../diagnostics/rule';
import { examplePlatform } from '../../../platform/rules/example-platform';
import { findingsOf } from '../../../platform/rules/refused-finding';
import { parseCidr, parseIpAddress } from '../../../syntax/cidr';
import { parsePort } from '../../../syntax/port';
import { platformOf } from '../place';
import type { OpenShellPolicyProps } from '../props';
import { fenceOf } from '../renderings';
import { examplePolicyOn } from './example-policy';

/** The fence is one that this cluster has, with the addresses it needs. */
export const FENCE_FITS: Rule<OpenShellPolicyProps> = {
  id: 'KF2304',
  name: 'fence-fits',
  severity: 'error',
  acknowledge: 'never',
  why: 'A CiliumNetworkPolicy does nothing where Cilium does not run, or cannot be created at all; a fallback without addresses shuts everything.',
  fix: 'leave `fence` out, or choose one that the cluster’s network plugin enforces, and give the fallback its addresses',
  faults: ['F-NET-01', 'F-NET-06'],
  sources: ['DESIGN §7'],
  check(props, report) {
    const fence = fenceOf(props);
    const { cni } = platformOf(props).cluster;
    if (fence === 'cilium-network-policy' && cni !== 'cilium') {
      report({
        path: ['fence'],
        problem: `the cluster's network plugin is ${cni}, not Cilium`,
        got: fence,
        allowed: 'network-policy, cidr-fallback, none',
      });
    }
    const { addresses, infrastructure = [] } = props;
    if ((fence === 'cidr-fallback') !== (addresses !== undefined)) {
      report({
        path: ['addresses'],
        problem: 'addresses and the fence `cidr-fallback` go together',
        got: addresses,
        allowed: 'both, or neither',
      });
    }
    for (const [host, blocks] of Object.entries(addresses ?? {})) {
      for (const [index, block] of blocks.entries()) {
        const parsed = block.includes('/') ? parseCidr(block) : parseIpAddress(block);
        for (const finding of findingsOf(['addresses', host, index], 'the address', block, parsed)) report(finding);
      }
    }
    for (const [index, { to, port }] of infrastructure.entries()) {
      const path = ['infrastructure', index];
      for (const finding of findingsOf([...path, 'port'], 'the port', port, parsePort(port))) report(finding);
      if ('cidr' in to) {
        for (const finding of findingsOf([...path, 'to', 'cidr'], 'the block', to.cidr, parseCidr(to.cidr)))
          report(finding);
      }
    }
  },
  examples: {
    failing: examplePolicyOn(examplePlatform({ cluster: { cni: 'calico' } }), { fence: 'cilium-network-policy' }),
    mended: examplePolicyOn(examplePlatform({ cluster: { cni: 'calico' } }), { fence: 'network-policy' }),
  },
};
