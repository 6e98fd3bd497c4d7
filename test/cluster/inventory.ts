import type { ApiClient } from './api-client';
import { type LiveObject, labelOf, refOf } from './kubernetes-object';

interface ResourceList {
  resources: { name: string; kind: string; verbs: string[] }[];
}

/** Kinds that come and go by themselves, without anybody who applies or deletes anything. */
const RESTLESS = new Set(['Event', 'Lease', 'Node', 'APIService', 'EndpointSlice', 'Endpoints']);

/** Every object that the server has, of whatever kind, by its label. */
export async function inventory(client: ApiClient): Promise<Map<string, LiveObject>> {
  const { groups } = await client.call<{ groups: { preferredVersion: { groupVersion: string } }[] }>('GET', '/apis');
  const versions = ['v1', ...groups.map(({ preferredVersion }) => preferredVersion.groupVersion)];
  const found = await Promise.all(versions.map((apiVersion) => objectsOf(client, apiVersion)));
  return new Map(found.flat().map((object) => [labelOf(refOf(object)), object]));
}

async function objectsOf(client: ApiClient, apiVersion: string): Promise<LiveObject[]> {
  const root = apiVersion === 'v1' ? '/api/v1' : `/apis/${apiVersion}`;
  const { resources } = await client.call<ResourceList>('GET', root);
  const kinds = resources.filter(
    ({ name, kind, verbs }) => !name.includes('/') && verbs.includes('list') && !RESTLESS.has(kind),
  );
  const lists = await Promise.all(kinds.map(({ kind }) => client.list({ apiVersion, kind })));
  return lists.flat();
}
