type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

/** What a form says, name by name; empty values left out. */
export function valuesOf(form: HTMLFormElement): Record<string, string> {
  return Object.fromEntries([...new FormData(form)].filter((entry): entry is [string, string] => typeof entry[1] === "string" && entry[1] !== ""));
}

/** Says values in a form, as far as it has fields and choices for them. */
export function sayValues(form: HTMLFormElement, values: Readonly<Record<string, string | number | null | undefined>>): void {
  for (const [name, value] of Object.entries(values)) {
    if (value !== undefined && value !== null) {
      setValue(form, name, String(value));
    }
  }
}

/** The names of fields that say something else than the server drew: somebody was there before the script. A file is one without a name. */
export function touchedIn(form: HTMLFormElement): ReadonlySet<string> {
  return new Set([...form.querySelectorAll<Control>("input, select, textarea")].filter(isTouched).map(control => control.name));
}

/** What a choice was drawn with; nothing where there is none. */
export function drawnIn(form: HTMLFormElement, name: string): string {
  return form.querySelector<HTMLInputElement | HTMLOptionElement>(`[name="${name}"][checked], [name="${name}"] option[selected]:not(:disabled)`)?.value ?? "";
}

function isTouched(control: Control): boolean {
  return control instanceof HTMLSelectElement ? [...control.options].some(option => option.defaultSelected && !option.selected)
    : isBox(control) ? control.checked !== control.defaultChecked
    : control.value !== control.defaultValue;
}

function isBox(control: Control): control is HTMLInputElement {
  return control instanceof HTMLInputElement && (control.type === "radio" || control.type === "checkbox");
}

function setValue(form: HTMLFormElement, name: string, value: string): void {
  const controls = [...form.querySelectorAll<Control>(`[name="${name}"]`)];
  const chosen = controls.find(control => control instanceof HTMLInputElement && control.type === "radio" && control.value === value);
  if (chosen instanceof HTMLInputElement) {
    chosen.checked = true;
    return;
  }
  for (const control of controls) {
    if (control instanceof HTMLSelectElement ? [...control.options].some(option => option.value === value && !option.disabled) : !isBox(control)) {
      control.value = value;
    }
  }
}

/** Puts every field under an element back to what the server drew. */
export function resetFields(root: HTMLElement): void {
  for (const control of root.querySelectorAll<Control>("input, textarea, select:not([name=model])")) {
    if (control instanceof HTMLSelectElement) {
      control.selectedIndex = Math.max(0, [...control.options].findIndex(option => option.defaultSelected));
    } else if (isBox(control)) {
      control.checked = control.defaultChecked;
    } else {
      control.value = control.defaultValue;
    }
  }
}
