/** The look of a report: one column to read on a screen, pages to print. Colours keep a contrast of 4.5 and more on white. */
export const STYLE = `
:root { --ink: #1a2027; --soft: #4c5866; --line: #c8d0d8; --faint: #eef2f5; --deep: #0b4f5c; }
* { box-sizing: border-box; }
html { font: 16px/1.5 "Segoe UI", Roboto, "Helvetica Neue", Arial, "Liberation Sans", system-ui, sans-serif; color: var(--ink); background: #fff; }
body { max-width: 62rem; margin: 0 auto; padding: 2rem 1.25rem 4rem; overflow-wrap: anywhere; }
h1, h2, h3 { line-height: 1.2; font-weight: 650; text-wrap: balance; break-after: avoid; }
h1 { font-size: 2.1rem; margin: 0.2rem 0 0.5rem; letter-spacing: -0.01em; }
h2 { font-size: 1.35rem; margin: 2.6rem 0 0.8rem; padding-top: 0.7rem; border-top: 2px solid var(--deep); color: var(--deep); }
h3 { font-size: 1.05rem; margin: 1.5rem 0 0.4rem; }
p { margin: 0 0 0.8rem; max-width: 46rem; orphans: 3; widows: 3; }
ul, ol { margin: 0 0 0.8rem; padding-left: 1.3rem; max-width: 46rem; }
li { margin-bottom: 0.25rem; }
a { color: var(--deep); }
header .law { color: var(--deep); font-weight: 600; margin: 0; }
header .whose { font-size: 1.25rem; margin: 0 0 0.9rem; }
dl.record { display: grid; grid-template-columns: max-content 1fr max-content 1fr; gap: 0.15rem 1rem; margin: 0 0 1.2rem; font-size: 0.875rem; }
dl.record dt { color: var(--soft); }
dl.record dd { margin: 0; }
dl.record dd.whole { grid-column: span 3; }
code { font: 0.92em ui-monospace, "SF Mono", Menlo, Consolas, "Liberation Mono", monospace; }
nav ol { columns: 2; font-size: 0.875rem; max-width: none; margin-bottom: 0; }
nav li { margin: 0; }
nav a { text-decoration: none; }
dl.tiles { display: grid; grid-template-columns: repeat(4, 1fr); gap: 0.75rem; margin: 0 0 1.2rem; }
dl.tiles > div { background: var(--faint); border-top: 3px solid var(--deep); padding: 0.7rem 0.8rem; break-inside: avoid; }
dl.tiles dt { font-size: 0.8125rem; line-height: 1.3; min-height: 2.6em; text-wrap: balance; }
dl.tiles dd { margin: 0; }
dl.tiles dd.big { font-size: 1.65rem; font-weight: 650; line-height: 1.25; font-variant-numeric: tabular-nums; }
dl.tiles dd.small { font-size: 0.75rem; line-height: 1.4; color: var(--soft); }
table { width: 100%; border-collapse: collapse; table-layout: fixed; margin: 0.4rem 0 1.2rem; font-size: 0.8rem; line-height: 1.35; }
caption { text-align: left; font-weight: 600; font-size: 0.9375rem; padding: 0 0 0.35rem; break-after: avoid; }
caption span { font-weight: 400; color: var(--soft); }
thead { display: table-header-group; break-after: avoid; }
tbody:first-of-type > tr:first-child, tbody:first-of-type { break-before: avoid; }
th, td { text-align: left; vertical-align: top; padding: 0.2rem 0.5rem 0.2rem 0; border-bottom: 1px solid var(--line); }
th:last-child, td:last-child { padding-right: 0; }
thead th { font-weight: 600; color: var(--soft); border-bottom: 1.5px solid var(--ink); vertical-align: bottom; }
tbody th { font-weight: 600; }
.number { text-align: right; font-variant-numeric: tabular-nums; }
tr, table.short { break-inside: avoid; }
thead th { overflow-wrap: normal; hyphens: auto; }
.interval, .none, .what, .note { color: var(--soft); }
.interval { display: block; font-size: 0.92em; white-space: nowrap; }
.what { display: block; font-weight: 400; }
.note { font-size: 0.8125rem; }
.bar { display: block; height: 4px; min-width: 1px; margin: 0.2rem 0 0 auto; background: var(--deep); }
.mark { font-weight: 600; }
table.inputs { font-size: 0.72rem; line-height: 1.25; }
table.inputs th, table.inputs td { padding-top: 0.06rem; padding-bottom: 0.06rem; border-bottom-color: #e3e8ec; }
table.inputs tbody { break-inside: avoid; border-bottom: 1px solid #8b98a5; }
table.inputs tbody.long { break-inside: auto; }
ol.sources { columns: 2; column-gap: 2rem; font-size: 0.75rem; line-height: 1.35; max-width: none; }
ol.sources li { break-inside: avoid; }
figure { margin: 0.4rem 0 1.2rem; break-inside: avoid; }
figcaption { font-weight: 600; font-size: 0.9375rem; }
figure p { font-size: 0.8125rem; color: var(--soft); margin: 0.2rem 0 0; max-width: none; }
svg { display: block; width: 100%; height: auto; }
svg text { font-size: 11px; fill: var(--soft); }
svg .named { fill: var(--ink); font-weight: 600; }
.pair { display: grid; grid-template-columns: 1fr 1fr; gap: 0 1.5rem; }
aside { border-left: 4px solid var(--deep); background: var(--faint); padding: 0.7rem 1rem; margin: 0 0 1.2rem; break-inside: avoid; }
aside p:last-child { margin-bottom: 0; }
table.signed td, table.signed th { height: 2.6rem; vertical-align: bottom; }
@media (max-width: 44rem) {
  dl.tiles { grid-template-columns: 1fr 1fr; }
  dl.record { grid-template-columns: max-content 1fr; }
  dl.record dd.whole { grid-column: auto; }
  .pair, nav ol, ol.sources { display: block; columns: 1; }
}
@page { margin: 13mm 14mm 15mm; }
@media print {
  html { font-size: 10pt; line-height: 1.4; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  body { max-width: none; padding: 0; }
  h1 { font-size: 24pt; }
  h2 { margin-top: 1.7rem; }
  #inputs { break-before: page; }
  #inputs h2 { margin-top: 0; }
  p, ul { max-width: none; }
  a { color: inherit; text-decoration: none; }
  section { break-inside: auto; }
}
`;
