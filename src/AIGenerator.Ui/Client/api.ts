/** A refusal of the server in the reader's words: what happened, what it means for the money, what to do next. */
export class Refusal extends Error {
  constructor(readonly status: number, readonly code: string, detail: string) {
    super(detail);
  }
}

/** What every call of our pages carries: the language, the token against forged requests, the workspace. */
export function ownHeaders(): Record<string, string> {
  const token = document.querySelector<HTMLMetaElement>('meta[name="csrf-token"]')?.content;
  const workspace = document.querySelector<HTMLElement>("[data-workspace]")?.dataset["workspace"];
  return {
    accept: "application/json",
    "accept-language": document.documentElement.lang,
    ...(token ? { "x-csrf-token": token } : {}),
    ...(workspace ? { "x-workspace": workspace } : {}),
  };
}

/** Calls the pages' own API. Throws a Refusal for an answer that is not 2xx, a TypeError where the server cannot be reached. */
export async function call<T>(method: string, path: string, body?: unknown, headers: Record<string, string> = {}, signal?: AbortSignal): Promise<T> {
  const response = await fetch(path, {
    method,
    headers: {
      ...ownHeaders(),
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...headers,
    },
    // A small change is not lost when the person goes on to another page.
    keepalive: method !== "GET" && body === undefined,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(signal ? { signal } : {}),
  });
  return answerOf<T>(response);
}

/** What an answer says; throws a Refusal where it is not 2xx, a TypeError where it is not ours: what a gateway says when it waits no longer settles nothing. */
export async function answerOf<T>(response: Response): Promise<T> {
  const text = await response.text();
  const isJson = response.headers.get("content-type")?.includes("json") ?? false;
  const answer: unknown = isJson && text ? JSON.parse(text) : undefined;
  if (!response.ok) {
    const problem = (answer ?? {}) as { code?: string; detail?: string; title?: string };
    if (response.status >= 500 && !problem.code) {
      throw new TypeError(`${response.status}`);
    }
    throw new Refusal(response.status, problem.code ?? "", problem.detail ?? problem.title ?? "");
  }
  return answer as T;
}

/** Fetches a piece of a page. Null where there is none (any more). */
export async function fragment(path: string): Promise<DocumentFragment | null> {
  const response = await fetch(path, { headers: { accept: "text/html" } });
  return response.ok ? markup(await response.text()) : null;
}

/** Nodes of server-rendered HTML. */
export function markup(html: string): DocumentFragment {
  const template = document.createElement("template");
  template.innerHTML = html;
  return template.content;
}

let last = 0;

/** A UUID of version 7: it carries its time, and ids order the history. Two of them are never of the same millisecond. */
export function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  let time = last = Math.max(Date.now(), last + 1);
  for (let at = 5; at >= 0; at--) {
    bytes[at] = time % 256;
    time = Math.floor(time / 256);
  }
  bytes[6] = (bytes[6]! & 0x0f) | 0x70;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = Array.from(bytes, byte => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

/** The part of an element marked <c>data-part</c>. */
export function part<T extends HTMLElement = HTMLElement>(root: ParentNode, name: string): T {
  const found = root.querySelector<T>(`[data-part="${name}"]`);
  if (!found) {
    throw new Error(`The page has no part ${name}.`);
  }
  return found;
}

/** Fills {name} in a text of the page. */
export function fill(text: string | undefined, values: Record<string, string | number>): string {
  return (text ?? "").replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

/** A whole number in the page's language. */
export function number(value: number): string {
  return new Intl.NumberFormat(document.documentElement.lang).format(value);
}

/** Goes to a page of the product as a press on a link would: Turbo takes part, and so does whatever listens to links. */
export function visit(address: string): void {
  const link = Object.assign(document.createElement("a"), { href: address });
  document.body.append(link);
  link.click();
  link.remove();
}
