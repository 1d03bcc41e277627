import type { ModelPicker, PickedModel } from "../Picker/picker";
import { mostSuggestions, type Source } from "./suggestions";

/** The models that draw, as the page's template lists them. */
export function artists(template: HTMLTemplateElement): PickedModel[] {
  return [...template.content.querySelectorAll<HTMLElement>("[data-artist]")].map(one => ({ id: one.dataset["artist"] ?? "", name: one.dataset["name"] ?? "" }));
}

/** The models at an @ at a word's start; the chosen one answers this message, in words or in a picture. */
export function mentions(chosen: (model: PickedModel) => void, template: HTMLTemplateElement): Source {
  return before => {
    const typed = /(?:^|\s)@((?:[^\s@][^@\n]{0,39})?)$/.exec(before)?.[1];
    return typed === undefined ? null : {
      at: before.length - typed.length - 1,
      options: matching(typed, artists(template)).map(model => ({ name: model.name, take: () => chosen(model) })),
    };
  };
}

/** Those that can answer, as the picker says; names that begin with what is typed come first. */
function matching(typed: string, drawing: readonly PickedModel[]): PickedModel[] {
  const words = typed.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  const models = [...document.querySelector<ModelPicker>("model-picker")?.models ?? [], ...drawing];
  const fits = models.filter(model => words.every(word => model.name.toLocaleLowerCase().includes(word) || model.id.includes(word)));
  const begins = (model: PickedModel): number => Number(!model.name.toLocaleLowerCase().startsWith(words[0] ?? ""));
  return fits.sort((a, b) => begins(a) - begins(b)).slice(0, mostSuggestions);
}
