import { createHash, generateKeyPairSync, type KeyObject, randomUUID, sign } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Claims {
  readonly sub: string;
  readonly email: string;
  readonly groups: readonly string[];
}

interface Login {
  readonly nonce: string | null;
  readonly challenge: string | null;
}

/** An OpenID Connect issuer in which one user at a time is logged in; it insists on PKCE and gives the nonce back. */
export class OidcIssuer {
  user: Claims = { sub: 'alice', email: 'alice@example.com', groups: ['team-a'] };
  private readonly key = generateKeyPairSync('rsa', { modulusLength: 2048 });
  private readonly logins = new Map<string, Login>();

  private constructor(private readonly server: Server) {}

  static async start(): Promise<OidcIssuer> {
    const server = createServer();
    const issuer = new OidcIssuer(server);
    server.on('request', (request, response) => void issuer.answer(request, response));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return issuer;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  stop(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise((resolve) => this.server.close(() => resolve()));
  }

  /** A token as the issuer signs it, or as somebody else would. */
  token(claims: Claims, { nonce, key }: { readonly nonce?: string | null; readonly key?: KeyObject } = {}): string {
    const now = Math.floor(Date.now() / 1000);
    const payload = {
      iss: this.url,
      aud: 'kagent',
      iat: now,
      exp: now + 3600,
      email_verified: true,
      ...claims,
      ...(nonce && { nonce }),
    };
    const text = `${encoded({ alg: 'RS256', kid: 'one' })}.${encoded(payload)}`;
    return `${text}.${sign('sha256', Buffer.from(text), key ?? this.key.privateKey).toString('base64url')}`;
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '/', this.url);
    switch (pathname) {
      case '/.well-known/openid-configuration':
        return json(response, {
          issuer: this.url,
          authorization_endpoint: `${this.url}/authorize`,
          token_endpoint: `${this.url}/token`,
          jwks_uri: `${this.url}/keys`,
          id_token_signing_alg_values_supported: ['RS256'],
          code_challenge_methods_supported: ['S256'],
          response_types_supported: ['code'],
          subject_types_supported: ['public'],
        });
      case '/keys':
        return json(response, {
          keys: [{ ...this.key.publicKey.export({ format: 'jwk' }), kid: 'one', alg: 'RS256', use: 'sig' }],
        });
      case '/authorize': {
        const code = randomUUID();
        this.logins.set(code, { nonce: searchParams.get('nonce'), challenge: searchParams.get('code_challenge') });
        const back = new URL(searchParams.get('redirect_uri') ?? '');
        back.searchParams.set('code', code);
        back.searchParams.set('state', searchParams.get('state') ?? '');
        return void response.writeHead(302, { location: back.href }).end();
      }
      case '/token': {
        const form = new URLSearchParams(await bodyOf(request));
        const login = this.logins.get(form.get('code') ?? '');
        const verifier = createHash('sha256')
          .update(form.get('code_verifier') ?? '')
          .digest('base64url');
        if (login === undefined || login.challenge !== verifier) return void response.writeHead(400).end();
        const idToken = this.token(this.user, { nonce: login.nonce });
        return json(response, { access_token: 'opaque', id_token: idToken, token_type: 'Bearer', expires_in: 3600 });
      }
      default:
        return void response.writeHead(404).end();
    }
  }
}

function encoded(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function json(response: ServerResponse, value: object): void {
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(value));
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
