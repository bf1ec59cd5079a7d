import { html, raw } from "hono/html";

type Html = ReturnType<typeof html>;

/** A page of the site around the given content. */
export function sitePage(title: string, content: Html): Html {
  return html`
    <!doctype html>
    <html lang="es">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        <style>${raw(STYLE)}</style>
      </head>
      <body>${content}</body>
    </html>
  `;
}

const STYLE = `
:root { color-scheme: light; --green: #008069; --deep: #00604f; --ink: #111b21; --soft: #54656f; --line: #d9dfe3; }
* { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; color: var(--ink); background: linear-gradient(#008069 0 13.5rem, #f0f2f5 13.5rem);
  font: 400 1rem/1.5 "Segoe UI", system-ui, -apple-system, "Helvetica Neue", Helvetica, Roboto, sans-serif;
  display: grid; place-items: start center; padding: clamp(1.5rem, 8vh, 6rem) 1rem 3rem; }
.card { width: min(26rem, 100%); background: #fff; border-radius: 1rem; padding: 2.25rem clamp(1.5rem, 6vw, 2.5rem) 2rem;
  box-shadow: 0 1.25rem 3rem rgb(11 20 26 / 16%); }
.card.wide { width: min(56rem, 100%); }
.mark { display: block; width: 3rem; height: 3rem; margin-bottom: 1.25rem; border-radius: 1rem 1rem 1rem .25rem;
  background: #25d366; position: relative; }
.mark::after { content: ""; position: absolute; inset: .95rem .8rem; border-block: .25rem solid #fff; }
h1 { margin: 0 0 .35rem; font-size: 1.6rem; line-height: 1.2; letter-spacing: -.01em; text-wrap: balance; }
h2 { margin: 2rem 0 .5rem; font-size: 1.1rem; }
.lead { margin: 0 0 1.5rem; color: var(--soft); text-wrap: pretty; }
label { display: block; margin: 1rem 0 .35rem; font-weight: 600; font-size: .9rem; }
input:not([type=hidden]), select, textarea { width: 100%; padding: .7rem .85rem; font: inherit; color: inherit;
  background: #fff; border: 1px solid #8696a0; border-radius: .6rem; }
input:focus-visible, button:focus-visible, a:focus-visible { outline: 3px solid rgb(0 128 105 / 35%); outline-offset: 1px; }
button { padding: .75rem 1.25rem; font: inherit; font-weight: 600; color: #fff; background: var(--green); border: 0;
  border-radius: .6rem; cursor: pointer; }
button:hover { background: var(--deep); }
form > button { width: 100%; margin-top: 1.5rem; }
.problem { margin: 0 0 .5rem; padding: .75rem .9rem; color: #8c1d18; background: #fdecea; border-radius: .6rem; font-size: .95rem; }
.note { margin: 1.5rem 0 0; color: var(--soft); font-size: .9rem; }
a { color: var(--green); }
ul.links { margin: 1.25rem 0 0; padding: 0; list-style: none; display: grid; gap: .6rem; }
ul.links a { display: block; padding: .85rem 1rem; color: inherit; text-decoration: none; border: 1px solid var(--line); border-radius: .75rem; }
ul.links a:hover { border-color: var(--green); }
ul.links strong { display: block; color: var(--green); }
ul.links span { color: var(--soft); font-size: .9rem; }
.trail { margin: 0 0 1rem; font-size: .9rem; } .trail a { text-decoration: none; }
table { width: 100%; text-align: left; border-collapse: collapse; font-size: .92rem; }
th { color: var(--soft); font-weight: 500; font-size: .85rem; }
th, td { padding: .55rem .6rem; border-bottom: 1px solid var(--line); vertical-align: middle; }
tr.chosen td { background: #e7f6f1; }
td a { font-weight: 600; text-decoration: none; } td a:hover { text-decoration: underline; }
.number { text-align: right; font-variant-numeric: tabular-nums; }
.acts { display: flex; flex-wrap: wrap; gap: .4rem; justify-content: flex-end; }
td button { margin: 0; width: auto; padding: .3rem .8rem; font-size: .85rem; }
button.quiet { color: var(--soft); background: #f0f2f5; } button.quiet:hover { color: #8c1d18; background: #fdecea; }
details { border-bottom: 1px solid var(--line); }
summary { display: flex; gap: 1rem; padding: .6rem; cursor: pointer; border-radius: .4rem; list-style: none; }
summary::-webkit-details-marker { display: none; } summary:hover { background: #f5f7f8; }
summary strong { flex: 1; min-width: 0; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; font-weight: 600; }
summary span, ul.plain span { color: var(--soft); font-size: .85rem; white-space: nowrap; }
h2 + .note { margin: 0 0 .75rem; }
.none { padding: 1.5rem; text-align: center; color: var(--soft); background: #f5f7f8; border-radius: .75rem; }
form.row { display: flex; flex-wrap: wrap; gap: .25rem 1rem; align-items: end; }
form.row label, form.grid label { margin-bottom: 0; }
form.row label:first-child { flex: 1 1 16rem; } form.row input:not([type=hidden]) { display: block; width: 7rem; }
form.grid { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(17rem, 100%), 1fr)); gap: 0 1rem; align-items: end; }
form.row button, form.grid button { width: auto; margin-top: .75rem; padding: .7rem 1.25rem; border: 1px solid transparent; justify-self: start; }
label select, label input { margin-top: .3rem; font-weight: 400; font-size: 1rem; }
ul.plain { margin: 0; padding: 0; list-style: none; font-size: .92rem; }
ul.plain li { padding: .5rem .6rem; border-bottom: 1px solid var(--line); overflow-wrap: anywhere; }
em { margin-left: .35rem; padding: .1rem .5rem; font-style: normal; font-size: .8rem; color: var(--deep); background: #e7f6f1; border-radius: 1rem; }
pre { overflow: auto; max-height: 24rem; padding: 1rem; background: #f0f2f5; border-radius: .6rem; font: .8rem/1.5 ui-monospace, Menlo, Consolas, monospace; }
`;
