import type { Finding, RuleInfo } from '../../diagnostics/rule';
import type { Path } from '../../plan/path';
import { parseImageReference } from '../../syntax/image-reference';

/** What the rules of every component say about an image whose name cannot be read; each adds its check and examples. */
export const MALFORMED_IMAGE: RuleInfo = {
  id: 'KF1102',
  name: 'well-formed-image',
  severity: 'error',
  acknowledge: 'never',
  why: 'The API server takes any text; the node then says InvalidImageName, or pulls another image than the one meant, because a registry was implied.',
  fix: 'write the registry, the repository and a tag or digest',
  faults: [],
  sources: ['distribution/reference'],
};

/** What is wrong with the text of an image reference. */
export function malformedImageFindings(path: Path, image: string): Finding[] {
  const parsed = parseImageReference(image);
  if (parsed.ok) return [];
  const { reason, allowed, suggestion } = parsed;
  return [
    {
      path,
      problem: `the image is malformed: ${reason}`,
      got: image,
      ...(allowed !== undefined && { allowed }),
      ...(suggestion !== undefined && { fix: `write ${suggestion}` }),
    },
  ];
}
