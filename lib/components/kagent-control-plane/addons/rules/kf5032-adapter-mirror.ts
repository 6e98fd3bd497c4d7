import type { Rule } from '../../../../diagnostics/rule';
import { mirrorImage } from '../../../../images/mirrors';
import { findRelease } from '../../../../releases';
import { EXAMPLE_LOCK, exampleControlPlane, exampleControlPlanePlatform } from '../../example';
import { platformOf } from '../../place';
import type { KagentControlPlaneProps } from '../../props';

const MIRRORS = { 'ghcr.io': 'mirror.example/ghcr' };

/** A mirror that the transport adapter does not know of is no surprise. */
export const ADAPTER_MIRROR: Rule<KagentControlPlaneProps> = {
  id: 'KF5032',
  name: 'adapter-mirror',
  severity: 'warning',
  acknowledge: 'with-reason',
  why: 'kmcp has the registry of the transport adapter compiled in and takes neither a mirror nor a digest: the pods of MCPServers that speak stdio pull it from upstream’s registry, or wait in ImagePullBackOff where that is out of reach.',
  fix: 'let the nodes’ container runtime mirror the registry, use MCPServers that speak http, or turn kmcp off',
  faults: ['F-KAG-05'],
  sources: ['kmcp v0.3.0, pkg/controller/transportadapter/transportadapter_translator.go, getTransportAdapterImage'],
  check(props, report) {
    if (props.addons?.kmcp === false) return;
    const platform = platformOf(props);
    const image = findRelease(platform.release)?.kmcp.images.transportAdapter;
    if (image === undefined || mirrorImage(image, platform.images.mirrors) === image) return;
    report({
      path: ['addons', 'kmcp'],
      problem: 'the platform’s mirrors do not reach the transport adapter of MCPServers that speak stdio',
      got: image,
    });
  },
  examples: {
    failing: exampleControlPlane({
      platform: exampleControlPlanePlatform({ images: { lock: EXAMPLE_LOCK, mirrors: MIRRORS } }),
    }),
    mended: exampleControlPlane({
      platform: exampleControlPlanePlatform({ images: { lock: EXAMPLE_LOCK, mirrors: MIRRORS } }),
      addons: { kmcp: false },
    }),
  },
};
