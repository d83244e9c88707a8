// The customers that the tests know: everything else in the company is made up
// anew each day.

export const aase = { name: "Åse Ærøskjold", email: "ase.aeroskjold@e2e.example", phone: "+4740000101", local: "400 00 101" };
export const sorine = { name: "Sørine Håkonsen", email: "sorine@e2e.example" };
export const maja = { name: "Maja Lie", email: "maja.lie@e2e.example", crm: "E2E-21" };
export const majaToo = { name: "Maja Lie", crm: "E2E-22" };
export const twins = [
  { name: "Per Tvilling", crm: "E2E-31" },
  { name: "Per Tvilling", crm: "E2E-32" },
];
export const newcomer = { name: "Ny Ukjent", email: "ny.ukjent@e2e.example" };
export const editable = { name: "Rita Redigert", email: "rita@e2e.example", phone: "+4740000105" };
export const worker = { name: "Wenche Ansatt", email: "wenche@testverk.example", account: "Tromsø Testverk AS" };
export const quote = "On Monday you wrote: we will send the router at once.";
export const stillNothing = "Still nothing. This is the third time I ask, and I am very disappointed.";

// theirs comes as a CRM's list: known, but nothing has happened.
export const theirs = `external:crm,name,email,phone,account,value,since,town
E2E-5,${newcomer.name},${newcomer.email},+4740000104,,4800,2026-01-15,Bodø
E2E-6,${editable.name},${editable.email},${editable.phone},,3600,2025-03-01,Molde
E2E-7,${worker.name},${worker.email},,${worker.account},96000,2024-05-01,Tromsø
`;

// planted are interactions in the API's form, as seen from now.
export function planted(now) {
  let n = 0;
  const ago = (days, rest) => ({ source: "e2e", source_ref: `planted-${++n}`, occurred_at: new Date(now - days * 86_400_000).toISOString(), ...rest });
  const of = (who) => ({
    name: who.name,
    identifiers: [who.email && { kind: "email", value: who.email }, who.phone && { kind: "phone", value: who.phone }, who.crm && { kind: "external:crm", value: who.crm }].filter(Boolean),
  });
  const list = [
    ago(30, { ...of(aase), channel: "field", touchpoint: "delivery.doorstep", contributor: "fjordfrakt", reference: "order:E2E-7", outcome: "late", due_at: new Date(now - 33 * 86_400_000).toISOString() }),
    ago(28, { ...of(aase), channel: "email", touchpoint: "help.email", contributor: "support", thread: "e2e-router", subject: "Where is my router", text: stillNothing, quoted: quote }),
    ago(12, { ...of(aase), channel: "phone", touchpoint: "help.phone", contributor: "support", subject: "A call about the bill", text: "Thank you so much, that was really helpful.", asked: 0.8, wait_seconds: 420, resolved: true }),
    ago(5, { ...of(aase), channel: "in_person", touchpoint: "reception.desk", contributor: "reception", subject: "A word at the desk", asked: 0.9 }),
    ago(1.2, { ...of(aase), channel: "web", touchpoint: "help.centre", subject: "Restart your router" }),
    ago(90, { ...of(sorine), channel: "phone", touchpoint: "help.phone", contributor: "support", asked: 0.6 }),
    ago(60, { ...of(sorine), channel: "chat", touchpoint: "help.chat", contributor: "support", asked: 0.4 }),
    ago(30, { ...of(sorine), channel: "phone", touchpoint: "help.phone", contributor: "billing", asked: 0.2 }),
    // One name and address, two numbers of the same register: a person has to decide.
    ago(50, { ...of(maja), channel: "email", touchpoint: "help.email", contributor: "support", text: "Thank you, excellent help!", asked: 0.7 }),
    ago(20, { ...of(maja), channel: "phone", touchpoint: "help.phone", contributor: "support", asked: 0.5 }),
    ago(10, { ...of({ ...majaToo, email: maja.email }), channel: "phone", touchpoint: "help.phone", contributor: "support", asked: -0.5 }),
    ago(9, { ...of({ ...twins[0], email: "tvilling@e2e.example" }), channel: "chat", touchpoint: "help.chat", contributor: "support", text: "Hello" }),
    ago(8, { ...of({ ...twins[1], email: "tvilling@e2e.example" }), channel: "chat", touchpoint: "help.chat", contributor: "support", text: "Good day" }),
  ];
  // More than one stretch of a timeline, each an episode of its own.
  for (let i = 0; i < 60; i++) list.push(ago(60 + 8 * i, { ...of(aase), channel: "chat", touchpoint: "help.chat", contributor: "support", subject: `Chat number ${60 - i}`, text: "Hello, I have a question about my account." }));
  return list;
}
