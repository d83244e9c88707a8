import { all, one } from "./dom";

// arrows moves a choice through options while the focus stays in the field, as
// a combobox does.
export function arrows(field: HTMLInputElement, list: () => HTMLElement | null, css: string): void {
  const choose = (options: HTMLElement[], i: number): void => {
    options.forEach((o, k) => o.setAttribute("aria-selected", String(k === i)));
    const o = options[i];
    if (!o) return field.removeAttribute("aria-activedescendant");
    if (o.id) field.setAttribute("aria-activedescendant", o.id);
    o.scrollIntoView({ block: "nearest" });
  };
  field.addEventListener("keydown", (e) => {
    const within = list();
    if (!within) return;
    const options = all<HTMLElement>(css, within);
    const at = options.findIndex((o) => o.getAttribute("aria-selected") === "true");
    if (e.key === "ArrowDown") choose(options, Math.min(at + 1, options.length - 1));
    else if (e.key === "ArrowUp") choose(options, Math.max(at - 1, 0));
    else if (e.key === "Enter" && at >= 0 && !e.ctrlKey && !e.metaKey) options[at]?.click();
    else return;
    e.preventDefault();
  });
}

// firstChosen marks the first option, so that Enter takes it.
export function firstChosen(within: HTMLElement, css: string): void {
  one<HTMLElement>(css, within)?.setAttribute("aria-selected", "true");
}
