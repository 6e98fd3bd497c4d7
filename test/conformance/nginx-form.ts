type Directives = Readonly<Record<string, string>>;
type Blocks = Readonly<Record<string, Directives>>;

/** One block of an nginx.conf. */
interface Block {
  readonly name: string;
  readonly inherited: Directives;
  readonly own: Record<string, string>;
}

/**
 * What an nginx.conf says for each location, with what it inherits and with addresses for the names of `upstream` blocks;
 * and the directives of the server itself.
 */
export function nginxBlocks(text: string): Blocks {
  const found: Record<string, Directives> = {};
  const upstreams = new Map<string, string>();
  const open: Block[] = [{ name: '', inherited: {}, own: {} }];
  for (const [, words = '', end] of text.replace(/#.*$/gm, '').matchAll(/((?:'[^']*'|"[^"]*"|[^;{}])*)([;{}])/g)) {
    const block = open.at(-1) as Block;
    const [name = '', ...values] = words.match(/'[^']*'|"[^"]*"|[^\s'"]+/g) ?? [];
    if (end === '{') open.push({ name: words.trim().replace(/\s+/g, ' '), inherited: effective(block), own: {} });
    else if (end === ';')
      block.own[name === 'proxy_set_header' ? `${name} ${values.shift()}` : name] = values.map(unquoted).join(' ');
    else {
      open.pop();
      if (block.name.startsWith('upstream ')) upstreams.set(block.name.slice(9), block.own.server ?? '');
      const said = block.name === 'server' ? block.own : block.name.startsWith('location ') ? effective(block) : {};
      if (Object.keys(said).length > 0) found[block.name] = said;
    }
  }
  const dialled = (value: string) =>
    value.replace(/^http:\/\/(\w+)(?![\w.:])/, (whole, name) => `http://${upstreams.get(name) ?? whole.slice(7)}`);
  return mapValues(found, (directives) => mapValues(directives, dialled));
}

// Headers are inherited only by a block that sets none itself. source: nginx, ngx_http_proxy_module
function effective({ inherited, own }: Block): Directives {
  const setsHeaders = Object.keys(own).some(isHeader);
  const kept = Object.entries(inherited).filter(([name]) => /^proxy_/.test(name) && !(setsHeaders && isHeader(name)));
  return { ...Object.fromEntries(kept), ...own };
}

function isHeader(name: string): boolean {
  return name.startsWith('proxy_set_header ');
}

function unquoted(word: string): string {
  return word.replace(/^(['"])(.*)\1$/, '$2');
}

function mapValues<From, To>(record: Readonly<Record<string, From>>, map: (value: From) => To): Record<string, To> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]));
}
