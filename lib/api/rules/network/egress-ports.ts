import { isRecord } from '../spot';

/** Whether some rule of a plain egress list lets traffic to this port through, to whomever. */
export function opensPort(egress: unknown, protocol: 'TCP' | 'UDP', port: number): boolean {
  return Array.isArray(egress) && egress.some((rule) => isRecord(rule) && ruleOpens(rule, protocol, port));
}

function ruleOpens({ ports }: Readonly<Record<string, unknown>>, protocol: string, port: number): boolean {
  // A rule without ports opens all of them.
  if (!Array.isArray(ports) || ports.length === 0) return true;
  return ports.some((entry) => {
    if (!isRecord(entry) || (entry.protocol ?? 'TCP') !== protocol) return false;
    if (entry.port === undefined) return true;
    if (typeof entry.port !== 'number') return false;
    const last = typeof entry.endPort === 'number' ? entry.endPort : entry.port;
    return entry.port <= port && port <= last;
  });
}
