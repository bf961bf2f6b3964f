"""The look and the one small script of the HTML report: constants only. The report is whole without the script."""

STYLE = """
:root { --ink:#1c1c1a; --soft:#5d5a52; --line:#d8d5cc; --paper:#fbfaf7; --card:#ffffff; --accent:#1f5a7a;
  --bad:#a3341f; --good:#2f6b3a; --mark:#fff3c4; }
@media (prefers-color-scheme: dark) { :root { --ink:#ecebe6; --soft:#a9a69c; --line:#44423c; --paper:#1b1b19;
  --card:#252522; --accent:#7fb8d6; --bad:#ef9078; --good:#8fcb9b; --mark:#5a4a12; } }
* { box-sizing:border-box }
body { margin:0 auto; max-width:1120px; padding:28px 24px 80px; background:var(--paper); color:var(--ink);
  font:16px/1.5 Charter,"Bitstream Charter","Source Serif 4",Georgia,serif; }
h1 { font-size:30px; line-height:1.2; margin:0 0 4px } h2 { font-size:22px; margin:44px 0 12px }
h3 { font-size:17px; margin:0 0 8px } p { margin:0 0 10px }
.soft, caption, .plot text { color:var(--soft) } .plot { max-width:100%; height:auto; font-family:inherit }
table { border-collapse:collapse; width:100%; margin:0 0 16px; font-size:15px }
caption { text-align:left; padding-bottom:6px } th, td { text-align:left; padding:5px 10px 5px 0; vertical-align:top;
  border-bottom:1px solid var(--line) } th { font-weight:600 }
td.n, th.n { text-align:right; font-variant-numeric:tabular-nums } .wide { overflow-x:auto }
.tiles { display:grid; grid-template-columns:repeat(auto-fit,minmax(160px,1fr)); gap:12px; margin:24px 0 }
.tile { background:var(--card); border:1px solid var(--line); border-radius:6px; padding:12px 14px }
.tile b { display:block; font-size:28px; line-height:1.15; font-weight:600; font-variant-numeric:tabular-nums }
.side { display:flex; flex-wrap:wrap; gap:28px; align-items:flex-start }
.case { background:var(--card); border:1px solid var(--line); border-left:4px solid var(--line); border-radius:6px;
  padding:14px 16px; margin:0 0 14px; break-inside:avoid }
.case.bad { border-left-color:var(--bad) } .case.good { border-left-color:var(--good) }
.case summary { cursor:pointer } .case .two { display:grid; grid-template-columns:1fr 1fr; gap:24px; margin-top:10px }
@media (max-width:760px) { .case .two { grid-template-columns:1fr } }
.why { color:var(--bad); margin:0 0 4px } .yes { color:var(--good) } .no { color:var(--bad) }
blockquote { margin:0 0 10px; padding:2px 0 2px 12px; border-left:3px solid var(--line); font-size:15px }
blockquote.gold { border-left-color:var(--good) } ul { margin:0 0 10px; padding-left:20px }
.tag { display:inline-block; border:1px solid var(--line); border-radius:10px; padding:0 8px; font-size:13px;
  color:var(--soft); margin-right:4px } code { font-size:13px; overflow-wrap:anywhere }
.find[hidden], .case[hidden] { display:none }
.find { display:flex; flex-wrap:wrap; gap:12px; margin:0 0 14px }
.find input, .find select { font:inherit; padding:5px 8px;
  background:var(--card); color:var(--ink); border:1px solid var(--soft); border-radius:5px }
.find input[type=search] { min-width:260px } a { color:var(--accent) }
:focus-visible { outline:3px solid var(--accent); outline-offset:2px }
@media print { body { max-width:none; padding:0; background:#fff; font-size:11pt } .find { display:none }
  :root { --ink:#000; --soft:#444; --line:#bbb; --paper:#fff; --card:#fff; --accent:#1f5a7a; --bad:#a3341f;
    --good:#2f6b3a } }
"""

SCRIPT = """
(() => {
  const box = document.querySelector('.find'); if (!box) return; box.hidden = false;
  const [words, tag, only] = box.querySelectorAll('input[type=search], select, input[type=checkbox]');
  const count = box.querySelector('output'), cases = [...document.querySelectorAll('.case')];
  const show = () => { let n = 0; const wanted = words.value.toLowerCase();
    for (const c of cases) { const on = (!tag.value || c.dataset.tags.split('\\u001f').includes(tag.value))
      && (!only.checked || c.classList.contains('bad')) && c.textContent.toLowerCase().includes(wanted);
      c.hidden = !on; n += on; } count.textContent = n + ' of ' + cases.length + ' questions'; };
  box.addEventListener('input', show); show();
})();
"""
