import { startOf } from "../Context/starting";
import { webOf } from "../Web/websearch";
import { call, newId, part, Refusal } from "@ui/api";
import { directionOf } from "../Client/longtext";
import { columnsOf, nameMessage, newComparison, show } from "../Compare/columns";
import { wishOf, type Targets } from "../Composer/targets";
import type { LiveAnswer } from "../Answers/live-answer";
import { showFiles } from "./sentfiles";
import { fromTemplate, type Thread } from "./thread";
import type { SentFile } from "../Composer/upload";

export interface Accepted {
  chatId: string; userMessageId: string; messageId: string; generationId: string; model: string; replacedModel?: string | null; heldCredits: number; memoryBeginsAt?: string | null;
  comparisonId?: string | null; answers?: readonly { messageId: string; generationId: string; model: string; replacedModel?: string | null }[] | null;
}

/** What stays the same however an answer is asked for. */
interface Wanted {
  /** Where the answer appears; everything below goes. */
  readonly below: HTMLElement | null;
  readonly question?: HTMLElement;
  readonly answer: HTMLElement;
  readonly path: string;
  readonly body: unknown;
  readonly key: string;
}

/**
 * Asks for answers: places question and answer at once, tells the server, and takes both back where it refuses. Raises ask-accepted
 * (detail: Accepted) on the page.
 */
export class Asking {
  /** A repeat after a lost connection carries the same key: the server answers with the first one's result. */
  #pending: { key: string; what: string } | undefined;

  /** Somebody has pressed stop before the server had accepted: what it accepts is stopped at once. */
  isStopWanted = false;

  constructor(private readonly page: HTMLElement, private readonly thread: Thread, private readonly place: (first: HTMLElement, answer: HTMLElement) => void) {}

  /** A new message at the end of the branch, or in the place of an own one. Throws a Refusal, or a TypeError without a server. */
  async send(
    text: string, files: readonly SentFile[], chat: string, model: string, options: { edits?: HTMLElement | undefined; key?: string | undefined; to?: Targets | undefined } = {},
  ): Promise<Accepted> {
    const question = fromTemplate(this.page, "question");
    const words = part(question, "text");
    words.dir = directionOf(text);
    words.textContent = text;
    words.hidden = !text;
    showFiles(this.page, question, files);
    const edits = options.edits?.dataset["message"];
    const body = {
      chatId: chat || null, ...wishOf(model, options.to), message: text, parentId: chat && !edits ? this.thread.leaf : null, edits: edits ?? null,
      attachments: files.map(file => file.id), ...startOf(chat), ...webOf(this.page),
    };
    return this.#ask({
      below: options.edits ? this.thread.top(options.edits).previousElementSibling as HTMLElement | null : this.thread.articles.at(-1) ?? null,
      question, answer: this.#placeFor(options.to), path: "/api/chat", body, key: this.#keyFor(options.key, JSON.stringify(body)),
    }, options.edits !== undefined);
  }

  /** Another answer beside an answer, or its rest below it. */
  async again(article: HTMLElement, chat: string, wish: string, model?: { id: string; name: string }): Promise<Accepted> {
    const path = `/api/chat/${chat}/messages/${article.dataset["message"]}/answers`;
    const body = { wish, model: model?.id ?? null };
    const name = model?.name ?? (article.querySelector(".drawn") ? part(article, "model") : part(this.page, "model-name")).textContent;
    const isRest = wish === "continue";
    const below = isRest ? this.thread.top(article) : this.thread.top(article).previousElementSibling as HTMLElement | null;
    return this.#ask({ below, answer: this.#answerOf(name), path, body, key: this.#keyFor(undefined, path + JSON.stringify(body)) }, !isRest);
  }

  async #ask(wanted: Wanted, replaces: boolean): Promise<Accepted> {
    const before = this.thread.leaf;
    [this.thread.isAsking, this.isStopWanted] = [true, false];
    const bringBack = replaces ? this.thread.cutBelow(wanted.below ?? this.thread.articles[0] ?? null, wanted.below === null) : this.thread.cutBelow(wanted.below);
    const { answer } = wanted;
    this.thread.list.append(...(wanted.question ? [wanted.question] : []), answer);
    this.page.toggleAttribute("data-empty", false);
    this.place(wanted.question ?? answer, answer);
    try {
      const accepted = await call<Accepted>("POST", wanted.path, wanted.body, { "idempotency-key": wanted.key });
      this.#pending = undefined;
      this.thread.isAsking = false;
      if (wanted.question && this.thread.article(accepted.userMessageId)) {
        // It had arrived before, and only the answer to that was lost.
        wanted.question.remove();
        answer.remove();
        this.thread.leaf = before;
        this.page.dispatchEvent(new CustomEvent("thread-stale"));
        return accepted;
      }
      if (wanted.question) {
        nameMessage(wanted.question, accepted.userMessageId);
      }
      const begin = name(answer, accepted);
      this.thread.leaf = accepted.messageId;
      this.thread.isAside = false;
      this.page.dispatchEvent(new CustomEvent("ask-accepted", { detail: accepted }));
      begin();
      return accepted;
    } catch (error) {
      this.thread.isAsking = false;
      if (error instanceof Refusal) {
        this.#pending = undefined;
      }
      wanted.question?.remove();
      answer.remove();
      bringBack();
      this.thread.leaf = before;
      this.page.toggleAttribute("data-empty", this.thread.isEmpty);
      throw error;
    }
  }

  #placeFor(to: Targets | undefined): HTMLElement {
    return to?.models ? newComparison(this.page, to.models) : this.#answerOf(to?.once?.name ?? part(this.page, "model-name").textContent);
  }

  #answerOf(model: string): HTMLElement {
    const answer = fromTemplate(this.page, "answer");
    part(answer, "model").textContent = model;
    return answer;
  }

  #keyFor(given: string | undefined, what: string): string {
    if (given !== undefined || this.#pending?.what !== what) {
      this.#pending = { key: given ?? newId(), what };
    }
    return this.#pending.key;
  }
}

/** Gives what was accepted its ids; the function begins the streams. */
function name(answer: HTMLElement, accepted: Accepted): () => void {
  const begin = (article: HTMLElement, generation: string): void => article.querySelector<LiveAnswer>("live-answer")!.begin(generation);
  if (!accepted.answers || !accepted.comparisonId) {
    nameMessage(answer, accepted.messageId);
    return () => begin(answer, accepted.generationId);
  }
  const columns = columnsOf(answer);
  const answers = accepted.answers;
  answer.id = `c-${accepted.comparisonId}`;
  answer.dataset["comparison"] = accepted.comparisonId;
  columns.forEach((column, index) => {
    nameMessage(column, answers[index]!.messageId);
    column.dataset["model"] = answers[index]!.model;
  });
  show(answer, columns[0]!);
  return () => columns.forEach((column, index) => begin(column, answers[index]!.generationId));
}
