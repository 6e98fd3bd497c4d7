import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ApiClient } from './api-client';
import { type CertifiedKey, issueServerCertificate } from './certificates';
import type { LiveObject } from './kubernetes-object';

export interface ConversionWebhook {
  url: string;
  /** Base64 of the PEM, as a CRD wants it. */
  caBundle: string;
}

/** Writes a serving certificate where the controller looks for it, and says what the CRDs need to call it. */
export async function issueWebhookCertificate(
  authority: CertifiedKey,
  folder: string,
  port: number,
): Promise<ConversionWebhook> {
  const serving = await issueServerCertificate(authority, 'agent-sandbox-webhook');
  writeFileSync(join(folder, 'tls.crt'), serving.certificate);
  writeFileSync(join(folder, 'tls.key'), serving.key, { mode: 0o600 });
  return {
    url: `https://127.0.0.1:${port}/convert`,
    caBundle: Buffer.from(authority.certificate).toString('base64'),
  };
}

type Crd = LiveObject & { spec: { conversion?: { strategy: string } } };
const CRD = { apiVersion: 'apiextensions.k8s.io/v1', kind: 'CustomResourceDefinition' };

/**
 * Lets every applied CRD that converts by webhook call this one, where the Service in `clientConfig` cannot be
 * reached: it gives way to a URL. Applying the CRDs once more would put the Service beside the URL, which
 * the server refuses: compare a second apply before this, or leave the CRDs out of it.
 */
export async function pointConversionAt(
  client: ApiClient,
  { url, caBundle }: ConversionWebhook,
  crds?: readonly string[],
): Promise<string[]> {
  const names = crds ?? (await convertingCrds(client));
  for (const name of names) {
    const clientConfig = { service: null, url, caBundle };
    await client.patch({ ...CRD, name }, { spec: { conversion: { webhook: { clientConfig } } } });
  }
  return [...names];
}

async function convertingCrds(client: ApiClient): Promise<string[]> {
  const crds = await client.list<Crd>(CRD);
  return crds.filter(({ spec }) => spec.conversion?.strategy === 'Webhook').map(({ metadata }) => metadata.name);
}
