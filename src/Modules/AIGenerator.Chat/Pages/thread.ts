import { fragment, markup } from "@ui/api";
import { renewComparison } from "../Compare/columns";
import type { LiveAnswer } from "../Answers/live-answer";

const mostArticles = 160;

/**
 * The messages on the page: a window on one branch of the chat's tree. Earlier and later parts are fetched when they are needed and dropped when
 * they are far away, so a chat of ten thousand messages costs what one of a hundred does.
 */
export class Thread {
  /** Opened at a message: stays on its branch, whichever one the chat shows elsewhere, until something is asked or chosen here. */
  isAside = false;
  /** Whether something has been asked that the server has not answered yet. */
  isAsking = false;
  #cuts = 0;
  readonly #observer: IntersectionObserver;
  #fetching: Promise<HTMLElement | null> | undefined;

  constructor(
    readonly list: HTMLElement,
    private readonly scroller: HTMLElement,
    private readonly earlier: HTMLButtonElement,
    private readonly later: HTMLButtonElement,
    private readonly address: () => string,
    private readonly dress: (root: ParentNode) => void,
    signal: AbortSignal,
  ) {
    const observer = this.#observer = new IntersectionObserver(entries => {
      for (const { target } of entries.filter(entry => entry.isIntersecting)) {
        void (target === this.earlier ? this.showEarlier() : this.showLater());
      }
    }, { root: scroller, rootMargin: "600px 0px" });
    this.#watch(earlier, later);
    signal.addEventListener("abort", () => observer.disconnect());
  }

  /** It tells changes only: a button that is in sight all the while has to be watched anew. */
  #watch(...buttons: HTMLElement[]): void {
    for (const button of buttons) {
      this.#observer.unobserve(button);
      this.#observer.observe(button);
    }
  }

  get articles(): HTMLElement[] { return [...this.list.querySelectorAll<HTMLElement>(":scope > article")]; }
  get running(): LiveAnswer | null { return this.list.querySelector<LiveAnswer>('live-answer:is([data-state="queued"],[data-state="running"])'); }
  get isEmpty(): boolean { return this.list.childElementCount === 0; }
  get hasLater(): boolean { return !this.later.hidden; }

  /** The last message of the branch: what the next one follows. */
  get leaf(): string | null { return this.list.dataset["leaf"] || null; }
  set leaf(id: string | null) { this.list.dataset["leaf"] = id ?? ""; }

  /** The article of a message, where it is on the page. */
  article(id: string): HTMLElement | null {
    return this.list.querySelector<HTMLElement>(`:scope > article[data-message="${CSS.escape(id)}"]`);
  }

  /** The article of the list that an article is, or stands in as a column. */
  top(article: HTMLElement): HTMLElement { return article.parentElement?.closest<HTMLElement>("article") ?? article; }

  /** Takes away everything below an article; gives a function that puts it back. */
  cutBelow(article: HTMLElement | null, including = false): () => void {
    this.#cuts++;
    const all = this.articles;
    const at = article ? all.indexOf(this.top(article)) : all.length - 1;
    const gone = all.slice(including ? at : at + 1);
    const hadLater = this.hasLater;
    gone.forEach(element => element.remove());
    this.later.hidden = true;
    return () => {
      this.list.append(...gone);
      this.later.hidden = !hadLater;
    };
  }

  /** Shows the end of the shown branch, or the surroundings of a message, keeping every article that is already there. */
  async refresh(around = this.isAside ? this.leaf : null): Promise<void> {
    // What is on its way is of a moment before.
    while (this.#fetching) {
      await this.#fetching;
    }
    const cuts = this.#cuts;
    const fresh = await this.#fetch(around ? `around=${around}` : "");
    // What was asked or taken away meanwhile is newer than what was fetched.
    if (fresh && !this.isAsking && cuts === this.#cuts) {
      this.#reconcile([...fresh.querySelectorAll<HTMLElement>(":scope > article")]);
      this.leaf = fresh.dataset["leaf"] ?? null;
      this.earlier.hidden = fresh.dataset["earlier"] === undefined;
      this.later.hidden = fresh.dataset["later"] === undefined;
    }
  }

  async showEarlier(): Promise<void> {
    const first = this.articles[0]?.dataset["message"];
    const fresh = !this.earlier.hidden && first ? await this.#fetch(`before=${first}&leaf=${this.leaf ?? ""}`) : null;
    if (fresh) {
      const [height, top] = [this.scroller.scrollHeight, this.scroller.scrollTop];
      this.dress(fresh);
      this.list.prepend(...fresh.children);
      this.earlier.hidden = fresh.dataset["earlier"] === undefined;
      // Where the browser keeps the view in place itself, nothing is left to do.
      this.scroller.scrollTop = Math.max(this.scroller.scrollTop, top + this.scroller.scrollHeight - height);
      this.#drop(this.articles.slice(mostArticles), this.later);
      this.#watch(this.earlier);
    }
  }

  async showLater(): Promise<void> {
    const cuts = this.#cuts;
    const last = this.articles.at(-1)?.dataset["message"];
    const fresh = !this.later.hidden && last ? await this.#fetch(`after=${last}&leaf=${this.leaf ?? ""}`) : null;
    if (fresh && cuts === this.#cuts) {
      this.dress(fresh);
      this.list.append(...fresh.children);
      this.later.hidden = fresh.dataset["later"] === undefined;
      const [height, top] = [this.scroller.scrollHeight, this.scroller.scrollTop];
      this.#drop(this.articles.slice(0, -mostArticles), this.earlier);
      this.scroller.scrollTop = Math.min(this.scroller.scrollTop, Math.max(0, top - (height - this.scroller.scrollHeight)));
      this.#watch(this.later);
    }
  }

  /** The fresh head and foot of one article; what has already arrived of its text stays untouched. */
  async update(article: HTMLElement): Promise<void> {
    const piece = await fragment(`${this.address()}/messages/${article.dataset["message"]}`).catch(() => null);
    const fresh = piece?.querySelector<HTMLElement>("article");
    if (fresh) {
      this.renew(article, fresh);
    }
  }

  /** One at a time. */
  async #fetch(query: string): Promise<HTMLElement | null> {
    return this.#fetching ? null : this.#fetching = fragment(`${this.address()}/messages?${query}`)
      .then(piece => piece?.querySelector<HTMLElement>('[data-part="messages"]') ?? null, () => null)
      .finally(() => { this.#fetching = undefined; });
  }

  #reconcile(fresh: HTMLElement[]): void {
    const wanted = new Set(fresh.map(article => article.id));
    this.articles.filter(article => !wanted.has(article.id)).forEach(article => article.remove());
    let next = this.list.firstElementChild;
    for (const article of fresh) {
      const known = this.list.querySelector<HTMLElement>(`:scope > #${CSS.escape(article.id)}`);
      if (known) {
        this.renew(known, article);
      }
      const place = known ?? article;
      if (place === next) {
        next = next.nextElementSibling;
      } else {
        this.list.insertBefore(place, next);
      }
    }
    this.dress(this.list);
  }

  /** Takes over the head and foot of a fresh article, in a comparison those of every column. */
  renew(article: HTMLElement, fresh: HTMLElement): void {
    if (article.matches(".comparison") && fresh.matches(".comparison")) {
      renewComparison(article, fresh, (column, freshColumn) => this.renew(column, freshColumn));
      this.dress(article);
      return;
    }
    if (article.querySelector("live-answer")?.matches('[data-state="queued"],[data-state="running"]')) {
      return;
    }
    this.dress(fresh);
    for (const name of ["head", "attachments", "foot"]) {
      const [now, then] = [fresh.querySelector(`[data-part="${name}"]`), article.querySelector(`[data-part="${name}"]`)];
      // What somebody is choosing from stays.
      if (now && then && now.innerHTML !== then.innerHTML && !then.querySelector(":popover-open")) {
        const at = then.contains(document.activeElement) ? document.activeElement as HTMLElement : null;
        then.replaceWith(now);
        if (at) {
          now.querySelector<HTMLElement>(at.dataset["do"] ? `[data-do="${at.dataset["do"]}"]` : `[popovertarget="${at.getAttribute("popovertarget")}"]`)?.focus();
        }
      }
    }
    article.setAttribute("aria-label", fresh.getAttribute("aria-label") ?? "");
    this.dress(article);
  }

  #drop(far: HTMLElement[], more: HTMLElement): void {
    if (far.length > 0 && !far.some(article => article.contains(document.activeElement) || article.querySelector('[data-state="queued"],[data-state="running"]'))) {
      far.forEach(article => article.remove());
      more.hidden = false;
    }
  }
}

/** A copy of one of the page's templates. */
export function fromTemplate(root: ParentNode, name: string): HTMLElement {
  const template = root.querySelector<HTMLTemplateElement>(`template[data-template="${name}"]`);
  return (template?.content.firstElementChild ?? markup("<div></div>").firstElementChild!).cloneNode(true) as HTMLElement;
}
