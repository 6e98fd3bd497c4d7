import type { Diagnostic } from '../../lib/diagnostics/diagnostic';
import { formatSynthSummary } from '../../lib/report/synth-summary';

const finding: Diagnostic = {
  rule: 'KF9003',
  severity: 'warning',
  acknowledge: 'with-reason',
  construct: 'team-a/pool',
  subject: 'props',
  path: ['replicas'],
  problem: 'that is a lot',
  fix: 'use fewer',
  sources: [],
};

describe('formatSynthSummary', () => {
  it('says what was made, what to think about, and how to apply it', () => {
    const text = formatSynthSummary({
      objects: [
        { kind: 'Role', bytes: 100 },
        { kind: 'ConfigMap', bytes: 2_000 },
        { kind: 'Role', bytes: 150 },
      ],
      diagnostics: [
        finding,
        {
          ...finding,
          rule: 'KF9001',
          severity: 'error',
          path: ['image'],
          problem: 'no digest',
          acknowledged: { reason: 'a mirror pins it' },
        },
      ],
      folder: 'dist',
      files: ['00-namespace.k8s.yaml', '10-crd.k8s.yaml', '80-workload.k8s.yaml'],
    });
    expect(text).toBe(`kind       objects  bytes
ConfigMap        1   2000
Role             2    250
total            3   2250

warning KF9003 team-a/pool: replicas: that is a lot
waived  KF9001 team-a/pool: image: no digest (a mirror pins it)

apply with:
  kubectl apply --server-side -f dist/00-namespace.k8s.yaml -f dist/10-crd.k8s.yaml
  kubectl wait --for=condition=Established --timeout=60s -f dist/10-crd.k8s.yaml
  kubectl apply --server-side -f dist/`);
  });

  it('says once what one waiver covers in several places', () => {
    const waived = { ...finding, acknowledged: { reason: 'a trial' } };
    const text = formatSynthSummary({
      objects: [],
      diagnostics: [waived, { ...waived, path: ['image'] }, { ...waived, rule: 'KF9002' }],
      folder: 'dist',
      files: [],
    });
    expect(text).toContain(`waived  KF9003 in 2 places (a trial)
          team-a/pool: replicas
          team-a/pool: image
waived  KF9002 team-a/pool: replicas: that is a lot (a trial)`);
  });

  it('needs no first step where there are neither namespaces nor CRDs', () => {
    const text = formatSynthSummary({ objects: [], diagnostics: [], folder: 'out', files: ['theirs.k8s.yaml'] });
    expect(text).toMatch(/apply with:\n {2}kubectl apply --server-side -f out\/$/);
  });
});
