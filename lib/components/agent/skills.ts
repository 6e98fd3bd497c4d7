import { resolveImageLeaf } from '../../images/resolve';
import type { PlatformRef } from '../../platform/platform-ref';
import { given } from '../kagent-resource/fields';
import { DEFAULT_RESOURCES } from './deployment';
import type { SkillSources } from './skills-props';

/** `skills` of the spec: images by digest and from their mirrors, defaults written out. */
export function skillsField(skills: SkillSources, { images }: PlatformRef) {
  const { refs, gitRefs, gitAuthSecretRef, imagePullSecrets, insecureSkipVerify, initContainer = {} } = skills;
  return {
    ...(refs !== undefined && { refs: refs.map((ref) => resolveImageLeaf(ref, images).reference) }),
    ...(gitRefs !== undefined && { gitRefs: gitRefs.map(({ ref = 'main', ...rest }) => ({ ...given(rest), ref })) }),
    ...given({ gitAuthSecretRef, imagePullSecrets, insecureSkipVerify }),
    initContainer: { ...given({ env: initContainer.env }), resources: initContainer.resources ?? DEFAULT_RESOURCES },
  };
}
