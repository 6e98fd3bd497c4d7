import type { EnvVar } from '../../../api';
import type { Harness, PoolInference } from './props';

/** Where the file is, in the step that writes it and in the supervisor's container. */
export const ROUTES_FOLDER = '/etc/kagent-fleet/inference';
export const ROUTES_FILE = `${ROUTES_FOLDER}/routes.yaml`;

/** Where the step finds the key, and nobody else. */
export const KEY_FOLDER = '/etc/kagent-fleet/inference-key';
export const KEY_FILE = `${KEY_FOLDER}/key`;

interface Provider {
  readonly type: string;
  readonly baseUrl: string;
  readonly protocols: readonly string[];
}

const OPENAI_PROTOCOLS = ['openai_chat_completions', 'openai_completions', 'openai_responses', 'model_discovery'];

/** What each provider speaks and where it is. source: OpenShell v0.0.46, crates/openshell-core/src/inference.rs */
export const PROVIDERS: { readonly [provider in PoolInference['provider']]: Provider } = {
  OpenAI: { type: 'openai', baseUrl: 'https://api.openai.com/v1', protocols: OPENAI_PROTOCOLS },
  Anthropic: {
    type: 'anthropic',
    baseUrl: 'https://api.anthropic.com/v1',
    protocols: ['anthropic_messages', 'model_discovery'],
  },
  NVIDIA: { type: 'nvidia', baseUrl: 'https://integrate.api.nvidia.com/v1', protocols: OPENAI_PROTOCOLS },
};

/** Address of the model server; of a provider that KF3435 refuses, none. */
export function baseUrlOf({ provider, baseUrl }: PoolInference): string {
  return baseUrl ?? (Object.hasOwn(PROVIDERS, provider) ? PROVIDERS[provider].baseUrl : '');
}

/**
 * The routes file without its last line, the key: everything in it is in the definition, so it may be seen. JSON is
 * YAML, so its quotes fit every value. source: facts/verified.md §9
 */
export function routesHead(inference: PoolInference): string {
  const { type, protocols } = PROVIDERS[inference.provider];
  return [
    'routes:',
    '  - name: inference.local',
    `    endpoint: ${JSON.stringify(baseUrlOf(inference))}`,
    `    model: ${JSON.stringify(inference.model)}`,
    `    provider_type: ${type}`,
    `    protocols: [${protocols.join(', ')}]`,
  ].join('\n');
}

/**
 * Writes the routes file: root's, mode 0400 from its first moment on. Only what every shell has built in is used,
 * because the image need not hold more. A line break at the end of the key is not part of it, as in most Secrets made
 * by hand; any other byte that no HTTP header can carry stops the pod with a message that does not show the key.
 *
 * A pod that is started anew has the file already, and root without capabilities cannot open it for writing.
 * source: facts/verified.md §9; facts/openshell-0.0.46.md §6 (a trailing newline breaks calls)
 */
export const ROUTES_SCRIPT = `set -u
fail() { echo "inference-routes: $1" >&2; exit 1; }
[ -s "$ROUTES_FILE" ] && exit 0
[ -r "$KEY_FILE" ] || fail "the Secret has no such key"
key= more=
{ IFS= read -r key || :; IFS= read -r more || :; } < "$KEY_FILE"
carriage_return=$(printf '\\r')
key=\${key%"$carriage_return"}
[ -n "$key" ] || fail "the key is empty"
[ -z "$more" ] || fail "the key has more than one line"
case $key in
  *[!!-~]*) fail "the key has a byte that no HTTP header carries: a blank, a control character or one beyond ASCII" ;;
esac
quoted= rest=$key
while :; do
  case $rest in
    *\\'*) quoted=$quoted\${rest%%\\'*}"''" rest=\${rest#*\\'} ;;
    *) break ;;
  esac
done
umask 0377
printf "%s\\n    api_key: '%s'\\n" "$ROUTES_HEAD" "$quoted$rest" > "$ROUTES_FILE" || fail "the file cannot be written"
`;

/** The environment of the step: where things are, and what of the file may be seen. */
export function routesEnvironment(inference: PoolInference): readonly EnvVar[] {
  return [
    // The pattern of the check is one of bytes.
    { name: 'LC_ALL', value: 'C' },
    { name: 'KEY_FILE', value: KEY_FILE },
    { name: 'ROUTES_FILE', value: ROUTES_FILE },
    { name: 'ROUTES_HEAD', value: routesHead(inference) },
  ];
}

const ROUTE = 'https://inference.local';

/** What stands where an agent insists on a key; the supervisor replaces it. */
export const DUMMY_KEY = 'replaced-by-openshell';

/** The names by which an agent is told, for the protocols that it speaks. */
type Words = (model: string) => Readonly<Record<string, string>>;

const OPENAI_SDK: Words = () => ({ OPENAI_BASE_URL: `${ROUTE}/v1`, OPENAI_API_KEY: DUMMY_KEY });

const GOOSE_OPENAI: Words = (model) => ({
  GOOSE_PROVIDER: 'openai',
  GOOSE_MODEL: model,
  // A pod has no keyring, and Goose would wait for one.
  GOOSE_DISABLE_KEYRING: '1',
  // Without the path, which Goose adds itself.
  OPENAI_HOST: ROUTE,
  OPENAI_BASE_PATH: 'v1/chat/completions',
  OPENAI_API_KEY: DUMMY_KEY,
});

const WORDS: { readonly [H in Harness]: Partial<Readonly<Record<PoolInference['provider'], Words>>> } = {
  // Claude Code speaks Anthropic's protocol only, and wants a gateway's token rather than a key.
  // source: Claude Code documentation, LLM gateway configuration
  'claude-code': {
    Anthropic: (model) => ({ ANTHROPIC_BASE_URL: ROUTE, ANTHROPIC_AUTH_TOKEN: DUMMY_KEY, ANTHROPIC_MODEL: model }),
  },
  // source: Goose documentation, environment variables
  goose: {
    OpenAI: GOOSE_OPENAI,
    NVIDIA: GOOSE_OPENAI,
    Anthropic: (model) => ({
      GOOSE_PROVIDER: 'anthropic',
      GOOSE_MODEL: model,
      GOOSE_DISABLE_KEYRING: '1',
      ANTHROPIC_HOST: ROUTE,
      ANTHROPIC_API_KEY: DUMMY_KEY,
    }),
  },
  other: {
    OpenAI: OPENAI_SDK,
    NVIDIA: OPENAI_SDK,
    Anthropic: () => ({ ANTHROPIC_BASE_URL: ROUTE, ANTHROPIC_API_KEY: DUMMY_KEY }),
  },
};

/** The agents that there are words for. */
export const HARNESSES = Object.keys(WORDS) as readonly Harness[];

/** The providers whose protocol an agent speaks. */
export function providersOf(harness: Harness): readonly string[] {
  return Object.keys(WORDS[harness]);
}

/** How the agent is told of the route. source: facts/verified.md §9 */
export function agentEnvironment(inference: PoolInference, harness: Harness): readonly EnvVar[] {
  const words = WORDS[harness][inference.provider]?.(inference.model) ?? {};
  return Object.entries(words).map(([name, value]) => ({ name, value }));
}
