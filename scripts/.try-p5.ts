import { stringify } from 'yaml';
import { agentPlatform } from '../lib/components/agent-platform';
import { prepare } from '../lib/components/prepare';
import { definePlatform } from '../lib/platform/platform-ref';
import { releases } from '../lib/releases';

for (const release of Object.values(releases)) {
  const platform = definePlatform({
    release,
    cluster: {
      kubernetes: '1.34',
      cni: 'cilium',
      apiServerCidrs: ['192.0.2.10/32'],
      serviceCidr: '10.96.0.0/16',
      podCidr: '10.244.0.0/16',
      nodeAppArmor: 'absent',
    },
  });
  const { resources, diagnostics } = prepare(agentPlatform, platform, 'platform', 'none');
  console.log(
    release.name,
    diagnostics.map((d) => [d.rule, d.problem, d.path.join('.'), JSON.stringify(d.subject), d.got]),
  );
  for (const r of resources)
    console.log(
      r.phase.padEnd(10),
      r.key.padEnd(45),
      r.manifest.kind,
      r.manifest.metadata.namespace ?? '-',
      r.manifest.metadata.name,
      JSON.stringify(r.manifest).length,
    );
  if (release.name === process.argv[2])
    for (const r of resources)
      if (r.phase !== 'crd')
        console.log('---\n' + stringify(JSON.parse(JSON.stringify(r.manifest)), { aliasDuplicateObjects: false }));
}
