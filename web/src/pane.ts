// The card in another system's page: <regard-card email="ada@example.com">. It is
// served from a stable address and runs in pages that are not ours, so it keeps
// nothing, sets no cookie and leaves no name behind but the element's.
{
  const home = new URL((document.currentScript as HTMLScriptElement).src).origin;
  const by = ["phone", "email", "identifier", "number"] as const;

  // The customer is told by attributes; whenever they change, another card is shown.
  class RegardCard extends HTMLElement {
    static observedAttributes = [...by, "height"];
    #due = false;

    connectedCallback(): void {
      this.#soon();
    }
    attributeChangedCallback(_: string, was: string | null, is: string | null): void {
      if (was !== is) this.#soon();
    }

    // show tells whose card is wanted now: { phone, email, identifier, number };
    // what is left out is forgotten, and with nothing no card is shown.
    show(who: Partial<Record<(typeof by)[number], string | null>>): void {
      for (const name of by) {
        const value = who[name];
        if (value) this.setAttribute(name, value);
        else this.removeAttribute(name);
      }
    }

    // Several attributes that change at once are one change.
    #soon(): void {
      if (this.#due) return;
      this.#due = true;
      queueMicrotask(() => {
        this.#due = false;
        if (this.isConnected) this.#draw();
      });
    }

    #draw(): void {
      const url = new URL("/card?compact", home);
      for (const name of by) {
        const value = this.getAttribute(name);
        if (value) url.searchParams.set(name, value);
      }
      const frame = document.createElement("iframe");
      frame.src = url.href;
      frame.title = "The customer’s card, from Regard";
      frame.referrerPolicy = "no-referrer"; // a ticket's address is nobody's business
      const height = this.getAttribute("height") ?? "640";
      frame.style.cssText = "display:block;width:100%;min-width:320px;border:0;height:" + (/^\d+$/.test(height) ? height + "px" : height);
      this.style.display ||= "block";
      this.replaceChildren(frame); // a new frame, so that the page's history has no entry for each customer
    }
  }
  if (!customElements.get("regard-card")) customElements.define("regard-card", RegardCard);
}
