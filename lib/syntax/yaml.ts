/** The YAML package, read when the first text is parsed or written: most programs that load the library do neither. */
export function yaml() {
  return require('yaml') as typeof import('yaml');
}
