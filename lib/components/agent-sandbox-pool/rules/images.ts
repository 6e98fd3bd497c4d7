import type { Finding, Report, Rule } from '../../../diagnostics/rule';
import { MALFORMED_IMAGE, malformedImageFindings } from '../../../images/rules/malformed-image';
import { UNLOCKED_IMAGE, unlockedImageFindings } from '../../../images/rules/unlocked-image';
import { isDeferred, type Leaf } from '../../../plan/leaf';
import type { Path } from '../../../plan/path';
import { examplePool } from '../example';
import type { AgentSandboxPoolProps } from '../props';
import { isSupervised, supervisorImageOf } from '../supervised/policy-of';
import { relayImageOf } from '../supervised/relay-container';

/** The image of a pool is by digest, its own or the platform lock’s. */
export const lockedImage: Rule<AgentSandboxPoolProps> = {
  ...UNLOCKED_IMAGE,
  check(props, report) {
    const platform = props.platform ?? props.tenant?.platform;
    if (platform !== undefined) eachImage(props, report, (path, image) => unlockedImageFindings(path, image, platform));
  },
  examples: {
    failing: examplePool({ image: 'registry.example/agents/claude:1.4' }),
    mended: examplePool(),
  },
};

/** The image of a pool can be read. */
export const wellFormedImage: Rule<AgentSandboxPoolProps> = {
  ...MALFORMED_IMAGE,
  check(props, report) {
    eachImage(props, report, malformedImageFindings);
  },
  examples: {
    failing: examplePool({ image: 'claude:1.4@sha256:123' }),
    mended: examplePool(),
  },
};

const CONTAINER_LISTS = ['initContainers', 'containers'] as const;

/** Asks about the image of the short form, or those of the pod, now or when they are known. */
function eachImage(props: AgentSandboxPoolProps, report: Report, ask: (path: Path, image: string) => Finding[]): void {
  const { image, podTemplate } = props;
  if (isSupervised(props)) {
    const its = (part: string) => (known: string) => ask([part, 'image'], known);
    report.whenKnown(['supervisor', 'image'], supervisorImageOf(props), its('supervisor'));
    report.whenKnown(['relay', 'image'], relayImageOf(props), its('relay'));
  }
  report.whenKnown(['image'], image, (known) => ask(['image'], known));
  const spec = podTemplate?.spec;
  if (spec === undefined || isDeferred(spec)) return;
  for (const list of CONTAINER_LISTS) {
    const path = ['podTemplate', 'spec', list];
    const containers = spec[list];
    if (isDeferred(containers)) {
      report.whenKnown(path, containers as Leaf<unknown>, (known) =>
        itemsOf(known).flatMap((item, index) => askOf(item, [...path, index], ask)),
      );
      continue;
    }
    itemsOf(containers).forEach((item, index) => {
      const at = [...path, index];
      if (isDeferred(item)) report.whenKnown(at, item as Leaf<unknown>, (known) => askOf(known, at, ask));
      else report.whenKnown([...at, 'image'], imageOf(item), (known) => ask([...at, 'image'], known as string));
    });
  }
}

function itemsOf(list: unknown): readonly unknown[] {
  return Array.isArray(list) ? list : [];
}

function imageOf(container: unknown): Leaf<unknown> | undefined {
  return (container as { readonly image?: Leaf<unknown> } | null)?.image;
}

function askOf(container: unknown, at: Path, ask: (path: Path, image: string) => Finding[]): Finding[] {
  const image = imageOf(container);
  return typeof image === 'string' ? ask([...at, 'image'], image) : [];
}
