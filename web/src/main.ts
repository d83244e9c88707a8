// What enlivens the pages. All of it is optional: every page works without.
import htmx from "htmx.org";
import { copying } from "./copy";
import { frame } from "./frame";
import { keys } from "./keys";
import { live } from "./live";
import { log } from "./log";
import { menus } from "./menus";
import { palette } from "./palette";
import { remarks } from "./remarks";
import { theme } from "./theme";
import { tips } from "./tips";
import { toasts } from "./toasts";

// No inline styles (the policy forbids them), no evaluation, and no copies of
// pages in the browser's storage: they hold personal data.
Object.assign(htmx.config, {
  includeIndicatorStyles: false,
  allowEval: false,
  allowScriptTags: false,
  selfRequestsOnly: true,
  historyCacheSize: 0,
  attributesToSettle: ["class"],
  scrollIntoViewOnBoost: false,
  // Refused forms come back as the form, with what is wrong beside the fields.
  responseHandling: [
    { code: "204", swap: false },
    { code: "[23]..", swap: true },
    { code: "422", swap: true },
    { code: "[45]..", swap: false, error: true },
  ],
});

document.documentElement.classList.add("js");
for (const f of [copying, frame, keys, live, log, menus, palette, remarks, theme, tips, toasts]) f();
