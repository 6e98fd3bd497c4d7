import { contentHash } from '../plan/canonical-json';
import type { GatewayState } from '../plan/gateway-state';
import type { GatewayRef } from '../platform/gateway-ref';
import { OPENSHELL_VERSIONS, type OpenShellVersion } from '../releases/openshell';
import { accept, type Parsed, quote, refuse, refuseType } from '../syntax/parsed';
import { yaml } from '../syntax/yaml';
import { itemFlaws, rowsClash } from './item-shape';
import { inWritingOrder } from './order';
import { replacedBy } from './replaced';

/** Changes when a reader of the last version would misread a document. */
export const FORMAT = 'kagent-fleet/gateway-state/v1';

/** Where the document's rows go, as the gateway's ref says it; names only, no key material. */
export interface GatewayAddress {
  readonly name: string;
  readonly namespace: string;
  readonly endpoint: { readonly host: string; readonly port: number };
  readonly transport: 'mutual' | 'server' | 'plaintext';
  readonly auth: GatewayRef['auth'];
}

/** A row as it stands in a document: with its owner, its release and what it replaces spelled out. */
export type DocumentItem = GatewayState & {
  readonly owner: string;
  readonly release: OpenShellVersion;
  readonly replaces: string;
};

/** Everything that `sync` has to know about one gateway. */
export interface GatewayDocument {
  readonly gateway: GatewayAddress;
  readonly release: OpenShellVersion;
  readonly items: readonly DocumentItem[];
}

/** What a gateway's rows are written from. */
export interface GatewayStateInput {
  readonly gateway: Pick<GatewayRef, 'name' | 'namespace' | 'endpoint' | 'transport' | 'auth' | 'version'>;
  readonly items: readonly GatewayState[];
}

const HEADER = `# What ${'`kagent-fleet sync`'} writes into one OpenShell gateway. Generated: change the program, not this file.
# Credentials are names of Secrets, never values.
`;

/**
 * The rows of one gateway as YAML: the same rows give the same bytes, in whatever order they came, and the checksum
 * covers all of it, so that a document changed by hand or cut short is refused. Throws a `RangeError` for rows that
 * cannot stand in one document: two of one key, two for one target, one of another shape.
 */
export function renderGatewayState({ gateway, items }: GatewayStateInput): string {
  const document = documentOf({ gateway, items });
  const flaws = [...document.items.flatMap((item) => itemFlaws(item)), ...rowsClash(document.items)];
  if (flaws.length > 0) throw new RangeError(`gateway ${gateway.namespace}/${gateway.name}: ${flaws.join('; ')}`);
  const text = yaml().stringify(
    { format: FORMAT, checksum: checksumOf(document), ...document },
    { lineWidth: 0, schema: 'core', version: '1.2', aliasDuplicateObjects: false, sortMapEntries: false },
  );
  return HEADER + text;
}

function documentOf({ gateway, items }: GatewayStateInput): GatewayDocument {
  const { name, namespace, endpoint, transport, auth, version } = gateway;
  return {
    gateway: sorted({
      name,
      namespace,
      endpoint: { host: endpoint.host, port: endpoint.port },
      transport: transport.mode,
      auth,
    }),
    release: version,
    items: inWritingOrder(items).map((item) =>
      sorted({ ...item, owner: item.owner ?? item.key, release: version, replaces: item.replaces ?? replacedBy(item) }),
    ),
  };
}

/** The document in a file's text, or why it is none. Never throws. */
export function parseGatewayState(text: unknown): Parsed<GatewayDocument> {
  if (typeof text !== 'string') return refuseType(text, 'the text of a gateway-state document');
  const parsed = yaml().parseDocument(text, { schema: 'core', version: '1.2', prettyErrors: false });
  const [syntax] = parsed.errors;
  if (syntax) return refuse(`is not YAML: ${syntax.message}`);
  const content = plainContent(() => parsed.toJS({ maxAliasCount: 0 }));
  return isObject(content) ? readDocument(content) : refuse('holds no gateway-state document');
}

/** Nothing for a text with aliases, which the writer never makes. */
function plainContent(read: () => unknown): unknown {
  try {
    return read();
  } catch {
    return undefined;
  }
}

function readDocument({ format, checksum, ...content }: Readonly<Record<string, unknown>>): Parsed<GatewayDocument> {
  if (format !== FORMAT) {
    return refuse(`has format ${quote(String(format))}`, { allowed: `${FORMAT}: use the kagent-fleet that wrote it` });
  }
  const { gateway, release, items, ...unknown } = content;
  const [extra] = Object.keys(unknown);
  if (extra !== undefined) return refuse(`has the unknown field ${quote(extra)}`);
  if (!isAddress(gateway)) return refuse('field gateway is not the address of a gateway');
  if (!OPENSHELL_VERSIONS.some((known) => known === release)) {
    return refuse(`field release is ${quote(String(release))}`, { allowed: OPENSHELL_VERSIONS.join(', ') });
  }
  if (!Array.isArray(items)) return refuse('field items is not a list');
  const flaws = items.flatMap((item, index) => itemFlaws(item, `items[${index}]`));
  if (flaws.length > 0) return refuse(flaws.join('; '));
  const document = { gateway, release, items } as GatewayDocument;
  const clashes = [...rowsClash(document.items), ...ofOtherReleases(document)];
  if (clashes.length > 0) return refuse(clashes.join('; '));
  const expected = checksumOf(document);
  return checksum === expected
    ? accept(document)
    : refuse('its checksum does not match its content: it was changed by hand, cut short or merged', {
        allowed: 'the document as the program wrote it; synthesize it again',
      });
}

function ofOtherReleases({ items, release }: GatewayDocument): readonly string[] {
  return items
    .filter((item) => item.release !== release)
    .map(({ key, release: other }) => `item ${quote(key)} is valid for OpenShell ${other}, the gateway is ${release}`);
}

/** Identity of the content; the same for two documents exactly if `sync` would do the same with both. */
export function checksumOf({ gateway, release, items }: GatewayDocument): string {
  return `sha256:${contentHash({ gateway, release, items })}`;
}

function isAddress(value: unknown): value is GatewayAddress {
  if (!isObject(value) || !isObject(value.endpoint)) return false;
  const { host, port } = value.endpoint;
  return (
    [value.name, value.namespace, host].every((text) => typeof text === 'string' && text !== '') &&
    Number.isInteger(port) &&
    ['mutual', 'server', 'plaintext'].some((mode) => mode === value.transport) &&
    ['client-certificate', 'oidc', 'trusted-proxy', 'anonymous'].some((way) => way === value.auth)
  );
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Fields in one order at every depth, lists as they are; undefined fields left out. */
function sorted<T>(value: T): T {
  if (Array.isArray(value)) return value.map(sorted) as T;
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, field]) => field !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, field]) => [name, sorted(field)]),
  ) as T;
}
