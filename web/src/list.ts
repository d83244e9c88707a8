import htmx from "htmx.org";
import { all } from "./dom";

// mark chooses one of the options and tells the field which.
function mark(field: HTMLInputElement, options: HTMLElement[], i: number): void {
  options.forEach((o, k) => o.setAttribute("aria-selected", String(k === i)));
  const o = options[i];
  if (!o?.id) field.removeAttribute("aria-activedescendant");
  else field.setAttribute("aria-activedescendant", o.id);
  o?.scrollIntoView({ block: "nearest" });
}

const marked = (options: HTMLElement[]): number => options.findIndex((o) => o.getAttribute("aria-selected") === "true");

// arrows moves a choice through options while the focus stays in the field, as
// a combobox does; Enter takes the chosen one.
export function arrows(field: HTMLInputElement, list: () => HTMLElement | null, css: string): void {
  field.addEventListener("keydown", (e) => {
    const within = list();
    if (!within || e.isComposing) return;
    const options = all<HTMLElement>(css, within);
    const at = marked(options);
    if (e.key === "ArrowDown") mark(field, options, Math.min(at + 1, options.length - 1));
    else if (e.key === "ArrowUp") mark(field, options, Math.max(at - 1, 0));
    else if (e.key === "Enter" && at >= 0 && !e.ctrlKey && !e.metaKey) options[at]?.click();
    else return;
    e.preventDefault();
  });
}

// Finder is a field whose list the server answers while somebody types.
export interface Finder {
  ask(): Promise<void>;
  settle(): void; // what stands in the field is chosen: nothing more is asked for it
}

// finder keeps a list to what stands in the field. The first option is chosen
// until somebody moves; Enter takes the chosen one, of the list for the text as
// it is then, and calls none when that list is empty.
export function finder(field: HTMLInputElement, list: HTMLElement, address: string, known: boolean, none: () => void): Finder {
  const css = "[role=option]:not([aria-disabled])";
  let shown: string | null = known ? field.value : null;
  let asked = 0;
  let timer = 0;
  let moved = false;

  const begin = (keep?: HTMLElement): void => {
    const options = all<HTMLElement>(css, list);
    const same = keep ? options.findIndex((o) => o.id === keep.id && o.getAttribute("href") === keep.getAttribute("href")) : -1;
    moved = same >= 0;
    mark(field, options, Math.max(same, 0));
  };
  const ask = async (): Promise<void> => {
    clearTimeout(timer);
    const turn = ++asked;
    const text = field.value;
    const answer = await fetch(address + encodeURIComponent(text), { headers: { "HX-Request": "true" } }).catch(() => null);
    const html = answer?.ok ? await answer.text().catch(() => null) : null;
    if (html === null || turn !== asked) return;
    const before = all<HTMLElement>(css, list);
    const keep = moved ? before[marked(before)] : undefined;
    htmx.swap(list, html, { swapStyle: "innerHTML", swapDelay: 0, settleDelay: 0 });
    shown = text;
    begin(keep);
  };

  field.addEventListener("input", () => {
    clearTimeout(timer);
    asked++; // an answer to what stood here before is late
    timer = window.setTimeout(() => void ask(), 80);
  });
  field.addEventListener("keydown", (e) => {
    if (e.key === "ArrowDown" || e.key === "ArrowUp") moved = true;
    if (e.key !== "Enter" || e.ctrlKey || e.metaKey || e.isComposing) return;
    e.preventDefault();
    e.stopImmediatePropagation();
    const take = (): void => {
      if (field.value !== shown) return;
      const options = all<HTMLElement>(css, list);
      const o = options[marked(options)];
      if (o) o.click();
      else none();
    };
    if (field.value === shown) take();
    else void ask().then(take);
  });
  arrows(field, () => list, css);
  if (known) begin();
  return {
    ask,
    settle: () => {
      clearTimeout(timer);
      asked++;
      list.replaceChildren();
      shown = field.value;
      begin();
    },
  };
}
