import type { PolicyRule } from '../../rules';
import { SUPERVISOR_FILES_SIZE } from './kf2050-supervisor-files-size';
import { NO_CREDENTIALS_WITHOUT_GATEWAY } from './kf2051-no-credentials-without-gateway';
import { BINARIES_RESOLVED } from './kf2052-binaries-resolved';
import { BUILT_IN_MIDDLEWARES } from './kf2053-built-in-middlewares';

/** What holds for a policy that a supervisor reads from a file, beside the rules over every policy. */
export const SUPERVISOR_RULES: readonly PolicyRule[] = [
  SUPERVISOR_FILES_SIZE,
  NO_CREDENTIALS_WITHOUT_GATEWAY,
  BINARIES_RESOLVED,
  BUILT_IN_MIDDLEWARES,
];
