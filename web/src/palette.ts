import { one, on } from "./dom";
import { finder } from "./list";

// palette finds any customer, page or action: Ctrl-K. The server answers
// /palette?q= with options; this only shows and walks them.
export function palette(): void {
  const dialog = one<HTMLDialogElement>("#palette");
  const field = one<HTMLInputElement>("#palette-q");
  const found = one<HTMLElement>("#palette-found");
  if (!dialog || !field || !found) return;
  // With nothing found, Enter looks among the customers.
  const { ask } = finder(field, found, "/palette?q=", false, () => field.form?.requestSubmit());

  document.addEventListener("keydown", (e) => {
    if ((e.ctrlKey || e.metaKey) && e.key.toLowerCase() === "k") {
      e.preventDefault();
      if (dialog.open) dialog.close();
      else dialog.showModal();
    }
  });
  new MutationObserver(() => {
    if (!dialog.open) return;
    field.select();
    void ask();
  }).observe(dialog, { attributes: true, attributeFilter: ["open"] });
  // A search field would only empty itself.
  field.addEventListener("keydown", (e) => {
    if (e.key !== "Escape") return;
    e.preventDefault();
    dialog.close();
  });
  on("click", "#palette-found [data-does]", (e, a) => {
    e.preventDefault();
    dialog.close();
    const what = a.dataset["does"] ?? "";
    if (what.startsWith("#")) one<HTMLDialogElement>(what)?.showModal();
    else if (what === "theme") wear(dark() ? "light" : "dark");
    else if (what.startsWith("theme:")) wear(what.slice(6));
  });
}

const dark = (): boolean => (document.documentElement.dataset["theme"] ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark";
const wear = (theme: string): void => one<HTMLButtonElement>(`[data-theme-form] button[value="${theme}"]`)?.click();
