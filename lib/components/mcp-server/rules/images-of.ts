import { sidecarImages, type UsedImage } from '../../kagent-resource/rules/sidecar-images';
import type { McpServerProps } from '../props';
import { adapterImageOf } from '../run';

/** The images of a server that kmcp runs. */
export function imagesOf(props: McpServerProps): UsedImage[] {
  const { run } = props;
  if (run === undefined) return [];
  return [
    { path: ['run', 'image'], image: run.image },
    ...(run.transport === 'stdio' ? [{ path: ['run', 'adapter', 'image'], image: adapterImageOf(props) }] : []),
    ...sidecarImages(['run', 'sidecars'], run.sidecars),
  ];
}
