import { binariesOf, type Caller } from './callers';
import { https, reads, readsAndPosts } from './endpoints';
import { bundle, type NetworkFragment } from './preset';

/** Keys as kagent has them too, so that a policy written after kagent's own replaces them one for one. */
export const openclawRegistry = bundle(
  'openclaw-registry',
  'OpenClaw’s skill registry, API and documentation: skills are code, so this lets strangers’ code in',
  (options: Caller): NetworkFragment => {
    const binaries = binariesOf(options);
    return {
      networkPolicies: {
        clawhub: { endpoints: [https('clawhub.ai', readsAndPosts())], binaries },
        openclaw_api: { endpoints: [https('openclaw.ai', readsAndPosts())], binaries },
        openclaw_docs: { endpoints: [https('docs.openclaw.ai', reads('/**'))], binaries },
      },
    };
  },
);
