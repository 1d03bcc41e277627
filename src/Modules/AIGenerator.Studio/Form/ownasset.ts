/** The stored picture that an address of the product leads to. */
export function assetOf(address: string): string | undefined {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  return url?.origin === location.origin ? /^\/api\/assets\/([0-9a-f-]{36})$/.exec(url.pathname)?.[1] : undefined;
}
