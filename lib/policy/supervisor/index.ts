export { SANDBOX_FOLDER, supervisedPolicy, supervisorData } from './data';
export { SUPERVISOR_FILES_BYTES, type SupervisorFiles, supervisorFiles, supervisorFilesSize } from './files';
export { SUPERVISOR_QUERIES } from './queries';
export { SUPERVISOR_RULES } from './rules';
