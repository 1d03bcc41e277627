import { call } from "@ui/api";
import { order, queryOf, type Line, type View } from "./lines";

/** A page of the list; `next` asks for the one after it. */
export interface Page { items: Line[]; next: string | null }

export function readPage(view: View, after: string | null): Promise<Page> {
  const query = [queryOf(view), after ? `after=${after}` : ""].filter(Boolean).join("&");
  return call<Page>("GET", `/api/chat${query ? `?${query}` : ""}`);
}

/** The first pages in one. */
export async function readPages(view: View, pages: number): Promise<Page> {
  const items: Line[] = [];
  let next: string | null = null;
  for (let page = 0; page < pages && (page === 0 || next); page++) {
    const read: Page = await readPage(view, next);
    items.push(...read.items);
    next = read.next;
  }
  return { items: items.sort(order), next };
}
