import htmx from "htmx.org";
import { one, on } from "./dom";
import { arrows, firstChosen } from "./list";

// palette finds any customer, page or action: Ctrl-K. The server answers
// /palette?q= with options; this only shows and walks them.
export function palette(): void {
  const dialog = one<HTMLDialogElement>("#palette");
  const field = one<HTMLInputElement>("#palette-q");
  const found = one<HTMLElement>("#palette-found");
  if (!dialog || !field || !found) return;
  let asked = 0;
  let timer = 0;

  const ask = async (): Promise<void> => {
    const turn = ++asked;
    const answer = await fetch(`/palette?q=${encodeURIComponent(field.value)}`, { headers: { "HX-Request": "true" } }).catch(() => null);
    if (!answer?.ok || turn !== asked) return;
    htmx.swap(found, await answer.text(), { swapStyle: "innerHTML", swapDelay: 0, settleDelay: 0 });
    firstChosen(found, "[role=option]");
  };

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
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = window.setTimeout(() => void ask(), 80);
  });
  // A search field would only empty itself.
  field.addEventListener("keydown", (e) => {
    if (e.key !== "Escape") return;
    e.preventDefault();
    dialog.close();
  });
  arrows(field, () => found, "[role=option]");
  on("click", "#palette-found [data-does]", (e, a) => {
    e.preventDefault();
    dialog.close();
    const what = a.dataset["does"] ?? "";
    if (what.startsWith("#")) one<HTMLDialogElement>(what)?.showModal();
    else if (what.startsWith("theme:")) one<HTMLButtonElement>(`[data-theme-form] button[value="${what.slice(6)}"]`)?.click();
  });
}
