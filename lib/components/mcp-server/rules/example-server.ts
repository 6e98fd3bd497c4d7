import { EXAMPLE_IMAGE, exampleControlPlane } from '../../kagent-resource/rules/example-control-plane';
import type { McpServerProps, RemoteServer, RunServer } from '../props';

type Common = Partial<Omit<McpServerProps, 'remote' | 'run'>>;

/** A server that runs somewhere, without a fault. */
export function exampleRemote(remote: Partial<RemoteServer> = {}, props: Common = {}): McpServerProps {
  return {
    controlPlane: exampleControlPlane(),
    name: 'tickets',
    remote: { url: 'https://mcp.example.com/mcp', description: 'tickets', ...remote },
    ...props,
  };
}

/** A server that kmcp runs, without a fault. */
export function exampleRun(run: Partial<RunServer> = {}, props: Common = {}): McpServerProps {
  return {
    controlPlane: exampleControlPlane(),
    name: 'tickets',
    run: { image: EXAMPLE_IMAGE, transport: 'http', ...run },
    ...props,
  };
}
