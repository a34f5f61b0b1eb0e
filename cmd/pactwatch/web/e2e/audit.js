// audit looks over the page that is shown and gives a list of complaints.
(() => {
  const out = [];
  const say = (what, el) => out.push(what + (el ? ": " + el.outerHTML.slice(0, 160) : ""));
  const root = document.documentElement;

  // What ran, or tried to, since before the page began (see watch.js).
  for (const w of window.__watched || ["the page was not watched"]) say("watched: " + w);

  // Words about the page itself.
  if (!root.lang) say("no language");
  if (!document.title.trim()) say("no title");
  if (!document.querySelector('meta[name="viewport"]')) say("no viewport");

  // Landmarks and headings.
  for (const name of ["header", "main", "footer"])
    if (document.querySelectorAll("body > " + name).length !== 1) say("not one " + name);
  const headings = [...document.querySelectorAll("h1,h2,h3,h4,h5,h6")];
  if (headings.filter(h => h.tagName === "H1").length !== 1) say("not one h1");
  let level = 0;
  for (const h of headings) {
    const n = +h.tagName[1];
    if (n > level + 1) say("heading skips a level", h);
    if (!h.textContent.trim()) say("empty heading", h);
    level = n;
  }

  // Names and references.
  const ids = new Map();
  for (const el of document.querySelectorAll("[id]")) {
    if (ids.has(el.id)) say("id twice", el);
    ids.set(el.id, el);
  }
  for (const el of document.querySelectorAll("[aria-labelledby]"))
    for (const id of el.getAttribute("aria-labelledby").split(/\s+/))
      if (!ids.has(id)) say("label " + id + " is not there", el);
  for (const a of document.querySelectorAll("a")) {
    if (!a.textContent.trim()) say("link without words", a);
    const href = a.getAttribute("href") || "";
    if (href.startsWith("#")) { if (!ids.has(href.slice(1))) say("link to nothing", a); }
    else if (!/^https?:\/\//.test(href)) say("link that is not http", a);
    else if (!(a.rel || "").includes("noopener")) say("link outside without rel", a);
  }
  for (const svg of document.querySelectorAll("svg"))
    if (svg.getAttribute("aria-hidden") !== "true" && !(svg.getAttribute("role") === "img" && svg.querySelector(":scope > title") && svg.querySelector(":scope > desc")))
      say("chart without words", svg);
  for (const f of document.querySelectorAll("figure"))
    if (!f.querySelector("figcaption") || !f.querySelector("table")) say("figure without a caption or a table", f);
  for (const t of document.querySelectorAll("table"))
    if (!t.querySelector("th[scope]")) say("table without heads", t);
  for (const el of document.querySelectorAll("script,iframe,object,embed,link,form,input,button,img,audio,video,base,[style],[srcdoc]")) say("must not be here", el);
  for (const el of document.querySelectorAll("*"))
    for (const a of el.attributes)
      if (/^on/i.test(a.name)) say("event handler", el);

  // Nothing sticks out sideways.
  const wide = document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth;
  if (wide > 0) {
    say("scrolls sideways by " + wide + " px");
    for (const el of document.body.querySelectorAll("*"))
      if (el.getBoundingClientRect().right > root.clientWidth + 1) { say("sticks out", el); break; }
  }

  // Contrast of all text, WCAG 2.2: 4.5 to 1 (none of ours is large enough for 3).
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const rgba = css => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = css;
    canvas.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
    return [r, g, b, a / 255];
  };
  const over = (top, under) => top.slice(0, 3).map((c, i) => c * top[3] + under[i] * (1 - top[3])).concat(1);
  const behind = el => {
    const layers = [];
    for (; el; el = el.parentElement) {
      const c = rgba(getComputedStyle(el).backgroundColor);
      layers.push(c);
      if (c[3] === 1) break;
    }
    return layers.reverse().reduce((under, top) => over(top, under), [255, 255, 255, 1]);
  };
  const light = c => {
    const [r, g, b] = c.map(v => v / 255).map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ratio = (a, b) => {
    const [x, y] = [light(a), light(b)].sort((p, q) => q - p);
    return (x + 0.05) / (y + 0.05);
  };
  const low = new Map();
  const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  let checked = 0;
  while (words.nextNode()) {
    const el = words.currentNode.parentElement;
    if (!words.currentNode.data.trim() || ["TITLE", "DESC", "title", "desc", "STYLE"].includes(el.tagName) || !el.checkVisibility()) continue;
    const style = getComputedStyle(el);
    let under = behind(el.closest("svg") ? el.closest("svg").parentElement : el);
    let ink = style.color;
    if (el.namespaceURI.endsWith("svg")) {
      ink = style.fill;
      const box = el.previousElementSibling;
      const t = el.getBoundingClientRect(), b = box && box.getBoundingClientRect();
      if (box && box.tagName === "rect" && b.left <= t.left && b.right >= t.right && b.top <= t.top + 2 && b.bottom >= t.bottom - 2) {
        const s = getComputedStyle(box), f = rgba(s.fill);
        under = over([f[0], f[1], f[2], f[3] * +s.fillOpacity], under);
      }
    }
    checked++;
    const r = ratio(over(rgba(ink), under), under);
    if (r < 4.5) low.set(el.tagName + "." + (el.getAttribute("class") || ""), r.toFixed(2) + " " + el.outerHTML.slice(0, 80));
  }
  if (!checked) say("no text was looked at");
  for (const [k, v] of low) out.push("contrast of " + k + " is " + v);
  return out;
})()
