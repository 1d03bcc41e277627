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

function setValue(form: HTMLFormElement, name: string, value: string): void {
  const controls = [...form.querySelectorAll<Control>(`[name="${name}"]`)];
  const chosen = controls.find(control => control instanceof HTMLInputElement && control.type === "radio" && control.value === value);
  if (chosen instanceof HTMLInputElement) {
    chosen.checked = true;
    return;
  }
  for (const control of controls) {
    if (control instanceof HTMLSelectElement ? [...control.options].some(option => option.value === value && !option.disabled) : control.getAttribute("type") !== "radio") {
      control.value = value;
    }
  }
}

/** Puts every field under an element back to what the server drew. */
export function resetFields(root: HTMLElement): void {
  for (const control of root.querySelectorAll<Control>("input, textarea, select:not([name=model])")) {
    if (control instanceof HTMLSelectElement) {
      control.selectedIndex = Math.max(0, [...control.options].findIndex(option => option.defaultSelected));
    } else if (control instanceof HTMLInputElement && control.type === "radio") {
      control.checked = control.defaultChecked;
    } else {
      control.value = control.defaultValue;
    }
  }
}
