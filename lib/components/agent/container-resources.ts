import type { ResourceRequirements } from '../../api';
import type { Deep } from '../../plan/leaf';

/** Requests and limits of a container. */
export type ContainerResources = Deep<Pick<ResourceRequirements, 'requests' | 'limits'>>;
