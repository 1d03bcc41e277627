import { fill, part } from "@ui/api";
import type { PickedModel } from "../Picker/picker";
import { fromTemplate } from "../Pages/thread";

/** The columns of a comparison, in their order. */
export function columnsOf(comparison: HTMLElement): HTMLElement[] {
  return [...part(comparison, "columns").querySelectorAll<HTMLElement>(":scope > article")];
}

/** A new comparison of these models, whose answers have not begun. */
export function newComparison(page: ParentNode, models: readonly PickedModel[]): HTMLElement {
  const comparison = fromTemplate(page, "comparison");
  part(comparison, "columns").replaceChildren(...models.map(model => newColumn(page, model)));
  relabel(comparison);
  return comparison;
}

/** A column whose answer has not begun. */
export function newColumn(page: ParentNode, model: PickedModel): HTMLElement {
  const column = fromTemplate(page, "column");
  column.dataset["model"] = model.id;
  part(column, "model").textContent = model.name;
  return column;
}

/** Gives an article the id of its message. */
export function nameMessage(article: HTMLElement, id: string): void {
  article.id = `m-${id}`;
  article.dataset["message"] = id;
}

/** Lets the chat go on from a column. */
export function show(comparison: HTMLElement, column: HTMLElement): void {
  columnsOf(comparison).forEach(one => one.toggleAttribute("data-shown", one === column));
  comparison.dataset["message"] = column.dataset["message"] ?? "";
  relabel(comparison);
}

/** Shows one answer and a line in the place of several, or all of them. */
export function fold(comparison: HTMLElement, isFolded: boolean): void {
  comparison.toggleAttribute("data-folded", isFolded);
  comparison.querySelector(".comparison-line")?.setAttribute("aria-expanded", String(!isFolded));
}

/** Writes the names of the models wherever the comparison says them. */
export function relabel(comparison: HTMLElement): void {
  const columns = columnsOf(comparison);
  if (columns.length < 2) {
    return;
  }
  const names = columns.map(column => part(column, "model").textContent);
  comparison.setAttribute("aria-label", fill(comparison.dataset["textName"], { models: names.join(", ") }));
  const others = names.filter((_, index) => !columns[index]!.hasAttribute("data-shown"));
  part(comparison, "folded").textContent = fill(comparison.dataset["textFolded"], { count: others.length, models: others.join(", ") });
  const row = part(comparison, "names");
  row.replaceChildren(...columns.map((column, index) => {
    const button = document.createElement("button");
    button.type = "button";
    button.dataset["do"] = "compare-go";
    button.dataset["to"] = column.dataset["message"] ?? "";
    button.textContent = names[index]!;
    return button;
  }));
  watch(comparison);
}

const watched = new WeakMap<HTMLElement, IntersectionObserver>();

/** Marks the name of the column that a narrow screen shows. */
export function watch(comparison: HTMLElement): void {
  watched.get(comparison)?.disconnect();
  const columns = columnsOf(comparison);
  const names = part(comparison, "names").children;
  const observer = new IntersectionObserver(entries => {
    for (const entry of entries) {
      names[columns.indexOf(entry.target as HTMLElement)]?.setAttribute("aria-current", String(entry.isIntersecting));
    }
  }, { root: part(comparison, "columns"), threshold: .6 });
  columns.forEach(column => observer.observe(column));
  watched.set(comparison, observer);
}

/** Takes over what the server says now; columns that are there stay the same elements, so a running one streams on. */
export function renewComparison(known: HTMLElement, fresh: HTMLElement, renew: (article: HTMLElement, fresh: HTMLElement) => void): void {
  const place = part(known, "columns");
  const isWhole = columnsOf(fresh).length > 1;
  const wanted = columnsOf(fresh).map(column => {
    const same = place.querySelector<HTMLElement>(`:scope > #${CSS.escape(column.id)}`);
    if (same) {
      renew(same, column);
    }
    return same ?? column;
  });
  if (isWhole) {
    const isSame = wanted.length === place.children.length && wanted.every((column, index) => column === place.children[index]);
    if (!isSame) {
      place.replaceChildren(...wanted);
    }
  } else {
    // A folded comparison comes with one answer; others that are here already can stay.
    const column = wanted[0]!;
    if (!column.isConnected) {
      place.replaceChildren(column);
    }
    if (known.dataset["message"] !== fresh.dataset["message"]) {
      fold(known, true);
    }
    part(known, "folded").textContent = part(fresh, "folded").textContent;
  }
  const shown = fresh.dataset["message"];
  known.dataset["message"] = shown ?? "";
  columnsOf(known).forEach(column => column.toggleAttribute("data-shown", column.dataset["message"] === shown));
  relabel(known);
}
