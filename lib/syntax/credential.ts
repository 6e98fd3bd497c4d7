/** One way that issuers write credentials, so that one is recognised without asking anybody. */
interface Shape {
  readonly name: string;
  /** Global, and linear in the text: whatever is read before it is certain to match is bounded. */
  readonly pattern: RegExp;
}

// A message may have been cut, so an end that is missing does not hide the rest.
const SHAPES: readonly Shape[] = [
  {
    name: 'private key',
    pattern: /-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]{0,30}PRIVATE KEY-----|$)/g,
  },
  { name: 'AWS access key', pattern: /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/g },
  { name: 'model provider’s key', pattern: /\bsk-(?=[\w-]{0,200}\d)[\w-]{20,}/g },
  { name: 'NVIDIA key', pattern: /\bnvapi-[\w-]{20,}/g },
  { name: 'Google API key', pattern: /\bAIza[\w-]{35}/g },
  { name: 'Slack token', pattern: /\b(?:xox[a-z]|xapp)-[\w-]{10,}/g },
  { name: 'Telegram token', pattern: /\b\d{8,10}:AA[\w-]{33}/g },
  { name: 'GitHub token', pattern: /\b(?:gh[pousr]_\w{36,}|github_pat_\w{22,})/g },
  { name: 'GitLab token', pattern: /\bglpat-[\w-]{20,}/g },
  { name: 'Hugging Face token', pattern: /\bhf_[A-Za-z0-9]{30,}/g },
  { name: 'JSON Web Token', pattern: /\beyJ[\w-]{8,2000}\.eyJ[\w-]{8,}(?:\.[\w-]*)?/g },
  // Not a variable that stands for the password.
  { name: 'password in an address', pattern: /:\/\/[^\s/?#:@]{0,200}:(?![$<{])[^\s/?#@]{1,400}@/g },
  { name: 'Authorization header', pattern: /\bBearer (?=[\w.~+/-]{0,200}\d)[\w.~+/-]{20,}=*/g },
  {
    name: 'Authorization header',
    pattern: /\bBasic (?:[A-Za-z0-9+/]{8,}={1,2}|(?=[A-Za-z+/]{0,200}\d)[A-Za-z0-9+/]{16,})/g,
  },
];

/** A cheap question that every shape answers with yes; nearly every other text with no. */
const HINT =
  /PRIVATE KEY|AKIA|ASIA|sk-|nvapi-|AIza|xox|xapp-|\d:AA|gh[pousr]_|github_pat_|glpat-|hf_|eyJ|:\/\/[^\s/?#]{0,200}:|Bearer |Basic /;

const SHORTEST = 12;

/** What kind of credential stands in the text, if one of a known shape does; any other random text cannot be told. */
export function credentialIn(text: string): string | undefined {
  if (text.length < SHORTEST || !HINT.test(text)) return undefined;
  return SHAPES.find(({ pattern }) => text.search(pattern) >= 0)?.name;
}

/** The text with the kind in place of each credential of a known shape. */
export function withoutCredentials(text: string): string {
  if (text.length < SHORTEST || !HINT.test(text)) return text;
  return SHAPES.reduce((rest, { name, pattern }) => rest.replace(pattern, `(${name} left out)`), text);
}

/** The same value when nothing in it looks like a credential, else a copy without what does. Plain data only is looked into. */
export function valueWithoutCredentials(value: unknown): unknown {
  return cleaned(value, []);
}

function cleaned(value: unknown, above: readonly object[]): unknown {
  if (typeof value === 'string') return withoutCredentials(value);
  // What leads back to itself cannot be shown anyway.
  if (typeof value !== 'object' || value === null || above.includes(value)) return value;
  const way = [...above, value];
  if (Array.isArray(value)) {
    const items = value.map((item) => cleaned(item, way));
    return items.some((item, index) => item !== value[index]) ? items : value;
  }
  if (Object.getPrototypeOf(value) !== Object.prototype) return value;
  const fields = Object.entries(value);
  const safe = fields.map(([name, field]) => [withoutCredentials(name), cleaned(field, way)] as const);
  const isSame = safe.every(([name, field], index) => name === fields[index]?.[0] && field === fields[index]?.[1]);
  return isSame ? value : Object.fromEntries(safe);
}
