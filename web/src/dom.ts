// Finding and listening, typed.
export const one = <E extends Element>(css: string, within: ParentNode = document): E | null => within.querySelector<E>(css);
export const all = <E extends Element>(css: string, within: ParentNode = document): E[] => [...within.querySelectorAll<E>(css)];

// on listens for the whole page, so that what is swapped in later is heard too.
export function on<K extends keyof DocumentEventMap>(type: K, css: string, act: (e: DocumentEventMap[K], el: HTMLElement) => void): void {
  document.addEventListener(type, (e) => {
    const el = e.target instanceof Element ? e.target.closest<HTMLElement>(css) : null;
    if (el) act(e, el);
  });
}

// whenSwapped runs for the page and again for whatever htmx or a stream brings.
export function whenSwapped(act: (within: ParentNode) => void): void {
  act(document);
  document.addEventListener("htmx:load", (e) => act(e.target as HTMLElement));
}

export const typing = (e: Event): boolean =>
  e.target instanceof HTMLElement && (e.target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(e.target.tagName));
