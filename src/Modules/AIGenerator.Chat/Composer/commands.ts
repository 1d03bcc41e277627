import { fill } from "@ui/api";
import type { PickedModel } from "../Picker/picker";
import { artists } from "./mention";
import { mostSuggestions, type Source, type Suggestion } from "./suggestions";

/**
 * The commands at a / at the message's start, as the page's template lists them. One presses a button that the page has (and is not offered where
 * the button is not), has the message drawn, or puts its wording before what is written; one that needs a language asks for it with a second list.
 */
export function commands(field: HTMLTextAreaElement, template: HTMLTemplateElement, isBegun: () => boolean, chosen: (model: PickedModel) => void): Source {
  const rows = [...template.content.querySelectorAll<HTMLElement>("[data-command]")];
  const put = (text: string): void => {
    field.setRangeText(text, 0, 0, "preserve");
    field.setSelectionRange(field.value.length, field.value.length);
  };

  /** The wording for a text that is there, or for the answer above where there is none. */
  const say = (row: HTMLElement, rest: string, language = ""): void => {
    const wanted = !rest.trim() && isBegun() && row.dataset["ofLast"] ? row.dataset["ofLast"] : `${row.dataset["prompt"]}\n\n`;
    put(fill(wanted, { language }));
  };

  /** What is no language's name is what shall be said in one. */
  const languages = (row: HTMLElement, typed: string, rest: string): Suggestion[] => {
    const all = [...template.content.querySelectorAll<HTMLElement>("[data-language]")];
    const meant = all.filter(one => fits(one.dataset["words"] ?? "", typed));
    const text = meant.length > 0 ? "" : typed;
    return (meant.length > 0 ? meant : all).slice(0, mostSuggestions).map(one => ({
      name: one.dataset["language"] ?? "",
      take: () => {
        put(text);
        say(row, text + rest, one.dataset["language"]);
      },
    }));
  };

  const suggestion = (row: HTMLElement, rest: string): Suggestion => ({
    name: `/${row.dataset["command"]}`,
    about: row.dataset["about"] ?? "",
    take: () => {
      if (row.dataset["draws"] !== undefined) {
        chosen(artists(template)[0]!);
      } else if (row.dataset["press"]) {
        buttonOf(row)?.click();
      } else if (row.dataset["asks"]) {
        put(`/${row.dataset["command"]} `);
        field.setSelectionRange((row.dataset["command"] ?? "").length + 2, (row.dataset["command"] ?? "").length + 2);
      } else {
        say(row, rest);
      }
    },
  });

  /** Typed whole, or pasted with its text: done at once, as it is in other products. */
  const begin = (before: string): boolean => {
    const [head, name] = /^\/(\S+)\s/.exec(before) ?? [];
    const row = name && rows.find(one => named(one, name) && !one.dataset["press"] && !one.dataset["asks"]);
    if (!head || !row) {
      return false;
    }
    field.setRangeText("", 0, head.length, "preserve");
    if (row.dataset["draws"] !== undefined) {
      chosen(artists(template)[0]!);
    } else {
      put(`${row.dataset["prompt"]}\n\n`);
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
    return true;
  };

  return (before, after) => {
    if (begin(before)) {
      return null;
    }
    const [, name, typed] = /^\/([^\s/]*)(?: ([^]*))?$/.exec(before) ?? [];
    if (name === undefined) {
      return null;
    }
    if (typed !== undefined) {
      const row = rows.find(one => one.dataset["asks"] && named(one, name));
      return row ? { at: 0, options: languages(row, typed, after) } : null;
    }
    const offered = rows.filter(row => fits(row.dataset["words"] ?? "", name) && (!row.dataset["press"] || buttonOf(row)));
    return { at: 0, options: offered.slice(0, mostSuggestions).map(row => suggestion(row, after)) };
  };
}

function named(row: HTMLElement, name: string): boolean {
  return row.dataset["words"]?.split(" ").includes(name.toLocaleLowerCase()) ?? false;
}

function fits(words: string, typed: string): boolean {
  return words.toLocaleLowerCase().split(" ").some(word => word.startsWith(typed.toLocaleLowerCase()));
}

/** The button that a command presses, where it can be pressed: what stands in a closed menu is there as well as what is seen. */
function buttonOf(row: HTMLElement): HTMLElement | undefined {
  return [...document.querySelectorAll<HTMLElement>(row.dataset["press"]!)]
    .find(button => !button.closest("[hidden]") && (button.closest("[popover]") !== null || button.checkVisibility()));
}
