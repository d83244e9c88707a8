// The bookmarklet: whose card it is stands in what is selected, or in a mail or
// telephone link there; else in the page's first such link; else it is asked.
{
  const home = "https://regard.invalid"; // the server writes its own address here
  const selected = getSelection();
  const text = String(selected ?? "").trim();
  const links = [...document.querySelectorAll<HTMLAnchorElement>('a[href^="mailto:"],a[href^="tel:"]')];
  const target = (a: HTMLAnchorElement | undefined): string => (a ? decodeURIComponent(a.href.replace(/^(mailto|tel):/i, "").split("?")[0] ?? "") : "");
  const within = text && selected ? target(links.find((a) => selected.containsNode(a, true))) : "";
  const found = (s: string): [string, string] | undefined => {
    const email = /[^\s<>()"',;:]+@[^\s<>()"',;:]+\.[^\s<>()"',;:.]+/.exec(s)?.[0];
    if (email) return ["email", email];
    const phone = /(?:\+|\b)\d[\d\s().\/-]{5,}\d/.exec(s)?.[0];
    if (phone) return ["phone", phone];
    return undefined;
  };
  const number = (s: string): [string, string] | undefined => (s && s.length <= 64 ? ["number", s] : undefined);
  let who = found(within) ?? found(text) ?? number(text);
  if (!who && !text) who = found(target(links[0]));
  if (!who) {
    const typed = (prompt("Whose card? An e-mail address, phone number or customer number:") ?? "").trim();
    who = found(typed) ?? number(typed);
  }
  if (who) {
    const [name, value] = who;
    open(home + "/card?compact&" + name + "=" + encodeURIComponent(value), "regard", "popup,width=380,height=760");
  }
}
