/** The page's one style sheet: the palette of the charts, dark on dark screens, always light on paper. */
import { darkStyle, type ToneName, tones } from "../../charts/kit/colours.js";
import { chartWidth } from "../../charts/kit/frame.js";

const used = ["paper", "ink", "muted", "grid", "cell", "good", "bad", "badFill", "busy", "latency"] as const;
const variables = (shade: "light" | "dark"): string =>
  used.map((name: ToneName) => `--${name}:${tones[name][shade]}`).join(";");

const darkCharts = darkStyle().replace(/^@media[^{]*\{/, "@media screen and (prefers-color-scheme:dark){");

export const style = `
:root{color-scheme:light dark;${variables("light")}}
@media screen and (prefers-color-scheme:dark){:root{${variables("dark")}}}
${darkCharts}
*{box-sizing:border-box}
html{scroll-behavior:smooth}
@media (prefers-reduced-motion:reduce){html{scroll-behavior:auto}}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.5 system-ui,'Segoe UI',Roboto,Arial,'DejaVu Sans',sans-serif}
header,main,footer,nav{max-width:62rem;margin:0 auto;padding:0 1rem}
h1{font-size:1.7rem;line-height:1.25;margin:1.5rem 0 .5rem}
h2{font-size:1.3rem;line-height:1.3;margin:2.5rem 0 .75rem;padding-top:.75rem;border-top:1px solid var(--grid)}
h3{font-size:1.05rem;margin:1.5rem 0 .25rem}
p,li,.verdict{max-width:80ch}
ul{padding-left:1.25rem}
a{color:var(--latency)}
.unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.skip{position:absolute;left:-99rem}
.skip:focus{left:1rem;top:.5rem;background:var(--paper);padding:.5rem}
:focus-visible{outline:3px solid var(--latency);outline-offset:2px}
nav ul{display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;list-style:none;padding:0;margin:1rem 0}
.muted{color:var(--muted);font-size:.9rem}
.verdict{font-size:1.2rem;font-weight:600;border-left:.4rem solid var(--muted);padding:.5rem 1rem;margin:1rem 0;background:var(--cell)}
.verdict.met{border-color:var(--good)}
.verdict.missed,.alarm{border-color:var(--bad)}
.alarm{border-left:.4rem solid var(--bad);padding:.5rem 1rem;font-weight:600}
.mark{white-space:nowrap;font-weight:600}
.mark.met{color:var(--good)}
.mark.missed{color:var(--bad)}
.mark.unknown{color:var(--muted)}
.scroll{overflow-x:auto;position:relative}
.wider{display:none}
figure{margin:1.25rem 0}
figure svg{display:block;width:100%;height:auto;min-width:${chartWidth}px}
table{border-collapse:collapse;width:max-content;max-width:max(100%,58rem);font-size:.875rem;margin:.75rem 0;font-variant-numeric:tabular-nums}
caption{text-align:left;color:var(--muted);padding-bottom:.35rem;max-width:80ch}
th,td{padding:.3rem .7rem .3rem 0;text-align:left;vertical-align:top;border-bottom:1px solid var(--grid)}
thead th{color:var(--muted);font-weight:600;vertical-align:bottom}
tbody th{font-weight:600;min-width:9rem;position:sticky;left:0;background:var(--paper)}
tbody th.again{font-weight:400;color:var(--muted)}
.n{text-align:right;white-space:nowrap}
code,pre{font-family:ui-monospace,'SF Mono',Menlo,Consolas,'DejaVu Sans Mono',monospace;font-size:.85em}
pre{background:var(--cell);padding:.75rem 1rem;overflow-x:auto;line-height:1.45}
pre.command{white-space:pre-wrap;overflow-wrap:anywhere}
.scroll pre{overflow:visible;width:max-content;min-width:100%}
pre .k{font-weight:700}
pre .c{color:var(--muted)}
details{margin:.5rem 0}
summary{cursor:pointer;padding:.35rem 0;color:var(--latency)}
.bar{display:block;width:9rem;height:.8rem}
.bar-key .w,.bar .w{fill:var(--badFill)}
.bar-key .u,.bar .u{fill:var(--busy)}
.key{display:inline-block;width:.8rem;height:.8rem;vertical-align:-.1rem;margin-right:.3rem}
footer{color:var(--muted);font-size:.85rem;padding-bottom:2rem}
@media (max-width:30rem){body{font-size:15px}h1{font-size:1.35rem}h2{font-size:1.15rem}.verdict{font-size:1.05rem}
.wider{display:block;position:sticky;left:0;width:fit-content;margin:.75rem 0 -.5rem;font-size:.8rem;color:var(--muted)}}
@media print{
.wider{display:none}
@page{margin:14mm}
html,body{font-size:10pt}
nav,.skip{display:none}
header,main,footer{max-width:none;padding:0}
h2,h3,caption,summary{break-after:avoid}
figure,tr,.verdict,pre.command{break-inside:avoid}
thead{display:table-header-group}
.scroll{overflow:visible}
figure svg{min-width:0}
table{font-size:8pt;width:auto;max-width:100%}
th,td{padding-right:.4rem}
.n,.mark{white-space:normal}
tbody th{min-width:0;position:static}
pre,.scroll pre{white-space:pre-wrap;overflow-wrap:anywhere;width:auto}
*{print-color-adjust:exact;-webkit-print-color-adjust:exact}
}
`.trim();
