import type { Resource } from '../../../plan/resource';
import type { Settings } from '../settings';
import { grafanaMcpMembers } from './grafana-mcp';
import { kmcpMembers } from './kmcp';
import { querydocMembers } from './querydoc';
import { toolsMembers } from './tools';

/** kmcp, tools server, querydoc and grafana-mcp. source: facts/kagent.md §2 "Subcharts" */
export function addonMembers(settings: Settings): Resource[] {
  const { kmcp, tools, querydoc, grafanaMcp } = settings.addons;
  return [
    ...(kmcp ? kmcpMembers(settings, kmcp) : []),
    ...(tools ? toolsMembers(settings, tools) : []),
    ...(querydoc ? querydocMembers(settings, querydoc) : []),
    ...(grafanaMcp ? grafanaMcpMembers(settings, grafanaMcp) : []),
  ];
}
