import { all, one, on, typing } from "./dom";
import { finder } from "./list";

// log makes logging an interaction quick: 1, 2, 3 say how the customer left, and
// a customer found while typing is chosen without leaving the form.
export function log(): void {
  const form = one<HTMLFormElement>("form[data-log]");
  if (!form) return;
  document.addEventListener("keydown", (e) => {
    const text = typing(e) && !(e.target instanceof HTMLInputElement && e.target.type === "radio");
    if (text || e.ctrlKey || e.metaKey || (e.altKey && !/^Digit/.test(e.code))) return;
    const choice = one<HTMLInputElement>(`input[data-choice="${e.key}"]`, form);
    if (choice) {
      choice.checked = true;
      choice.focus();
    }
  });
  // Alt with 1, 2, 3 also works while writing the note.
  form.addEventListener("keydown", (e) => {
    if (!e.altKey) return;
    const choice = one<HTMLInputElement>(`input[data-choice="${e.key}"]`, form);
    if (choice) {
      e.preventDefault();
      choice.checked = true;
    }
  });
  const who = one<HTMLInputElement>("[name=who]", form);
  const list = one<HTMLElement>("#log-found", form);
  const goOn = (): void => (one<HTMLElement>("input[name=channel]:checked", form) ?? all<HTMLElement>("input[name=channel]", form)[0])?.focus();
  // Enter chooses and never sends; somebody new stays as typed.
  const found = who && list && finder(who, list, "/log/customers?who=", list.childElementCount > 0 || form.classList.contains("chosen"), () => {
    if (who.value.trim()) goOn();
  });
  on("click", "[data-choose]", (e, option) => {
    e.preventDefault();
    const set = (name: string, value: string): void => {
      const field = one<HTMLInputElement>(`[name="${name}"]`, form);
      if (field) field.value = value;
    };
    set("customer", option.dataset["choose"] ?? "");
    set("who", option.dataset["name"] ?? "");
    found?.settle();
    form.classList.add("chosen");
    goOn();
  });
  who?.addEventListener("input", () => {
    const chosen = one<HTMLInputElement>("[name=customer]", form);
    if (chosen) chosen.value = "";
    form.classList.remove("chosen");
  });
}
