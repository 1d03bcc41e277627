import type { ModelPicker, PickedModel } from "../Picker/picker";
import { mostSuggestions, type Source } from "./suggestions";

/** The models at an @ at a word's start; the chosen one answers this message. */
export function mentions(chosen: (model: PickedModel) => void): Source {
  return before => {
    const typed = /(?:^|\s)@((?:[^\s@][^@\n]{0,39})?)$/.exec(before)?.[1];
    return typed === undefined ? null : {
      at: before.length - typed.length - 1,
      options: matching(typed).map(model => ({ name: model.name, take: () => chosen(model) })),
    };
  };
}

/** Those that can answer, as the picker says; names that begin with what is typed come first. */
function matching(typed: string): PickedModel[] {
  const words = typed.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  const models = document.querySelector<ModelPicker>("model-picker")?.models ?? [];
  const fits = models.filter(model => words.every(word => model.name.toLocaleLowerCase().includes(word) || model.id.includes(word)));
  const begins = (model: PickedModel): number => Number(!model.name.toLocaleLowerCase().startsWith(words[0] ?? ""));
  return fits.sort((a, b) => begins(a) - begins(b)).slice(0, mostSuggestions);
}
