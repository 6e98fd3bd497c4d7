import { binariesOf, type Caller } from './callers';
import { https, reads, readsAndPosts } from './endpoints';
import { bundle, type NetworkFragment } from './preset';

/** The web client encrypts inside TLS and speaks binary frames: it works untouched or not at all. */
const tunnel = (host: string) => ({ host, port: 443, tls: 'skip' }) as const;

export const whatsapp = bundle(
  'whatsapp',
  'WhatsApp Web: uninspected tunnels to its servers, media up and down, one version file on GitHub',
  (options: Caller): NetworkFragment => ({
    networkPolicies: {
      whatsapp: {
        endpoints: [
          tunnel('web.whatsapp.com'),
          tunnel('*.web.whatsapp.com'),
          https('whatsapp.net', readsAndPosts()),
          https('*.whatsapp.net', readsAndPosts()),
          https('raw.githubusercontent.com', reads('/WhiskeySockets/Baileys/master/src/Defaults/baileys-version.json')),
        ],
        binaries: binariesOf(options),
      },
    },
  }),
);
