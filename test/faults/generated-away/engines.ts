import { type Answers, CONTROL_PLANE, EVERYTHING, ofKind, one, PLATFORM, POOL, REMOTE_SERVER, specOf } from '../built';

/** An annotation holds no more, and client-side apply keeps the whole object in one. */
const CLIENT_SIDE_APPLY = 262_144;

/** Kinds whose status says whether they are ready. */
const SELF_REPORTING = [
  'Agent',
  'AgentHarness',
  'Certificate',
  'CustomResourceDefinition',
  'Deployment',
  'MCPServer',
  'ModelConfig',
  'SandboxWarmPool',
  'StatefulSet',
];

/** What differs between applying by hand, Argo CD and Pulumi. */
export const ENGINES: Answers = {
  'F-ENG-05': {
    how: 'CRDs carry no descriptions and stay below what client-side apply can hold',
    holds: () => {
      const crds = ofKind([...PLATFORM, ...CONTROL_PLANE], 'CustomResourceDefinition');
      expect(crds.map(({ manifest }) => manifest.metadata.name)).toContain('agents.kagent.dev');
      for (const { manifest } of crds) {
        const text = JSON.stringify(manifest);
        // A property may be called so; a schema's description is a text.
        expect(text).not.toMatch(/"description":"/);
        expect(text.length).toBeLessThan(CLIENT_SIDE_APPLY);
      }
    },
  },
  'F-ENG-06': {
    how: 'every object whose status says that it is ready is waited for',
    holds: () => {
      const seen = new Set<string>();
      for (const { manifest, readiness } of EVERYTHING) {
        if (!SELF_REPORTING.includes(manifest.kind)) continue;
        seen.add(manifest.kind);
        expect({ kind: manifest.kind, name: manifest.metadata.name, readiness }).not.toMatchObject({ readiness: [] });
      }
      expect([...seen].sort()).toEqual(SELF_REPORTING);
    },
  },
  'F-ENG-10': {
    how: 'what the API server or a controller would fill in is written out',
    holds: () => {
      expect(specOf(one(POOL, 'SandboxTemplate'))).toMatchObject({
        envVarsInjectionPolicy: 'Disallowed',
        networkPolicyManagement: 'Managed',
      });
      expect(specOf(one(REMOTE_SERVER, 'RemoteMCPServer'))).toMatchObject({
        protocol: 'STREAMABLE_HTTP',
        timeout: '30s',
        terminateOnClose: true,
        allowedNamespaces: { from: 'Same' },
      });
    },
  },
  'F-ENG-11': {
    how: 'the webhook’s caBundle is the controller’s: never written, and marked as not ours',
    holds: () => {
      const converted = ofKind(PLATFORM, 'CustomResourceDefinition').filter(({ manifest }) =>
        JSON.stringify(manifest).includes('"strategy":"Webhook"'),
      );
      expect(converted.length).toBeGreaterThan(0);
      for (const { externallyOwned } of converted) expect(externallyOwned.flat()).toContain('caBundle');
      expect(JSON.stringify(converted)).not.toContain('"caBundle":');
    },
  },
};
