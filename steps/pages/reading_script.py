"""The script by which a page is read at once: by roles and labels, and only what is not hidden.

`state` is what tells one state of a page from another, beside its content: accessibility is checked in each.
"""

from __future__ import annotations

READ = """
() => {
  const text = (each) => (each ? each.innerText : "");
  const seen = (each) =>
    each.checkVisibility({ visibilityProperty: true }) && !each.closest("[aria-hidden=true]");
  const all = (within, what) => [...within.querySelectorAll(what)].filter(seen);
  const told = (ids) =>
    (ids || "").split(" ").map((id) => (id ? text(document.getElementById(id)) : "")).join(" ").trim();
  const name = (each) => told(each.getAttribute("aria-labelledby")) || each.getAttribute("aria-label") || "";
  const field = (each) => ({
    group: text(each.closest("fieldset")?.querySelector("legend")),
    label: name(each) || text(each.labels?.[0]),
    value: each.value,
    checked: Boolean(each.checked),
    invalid: each.getAttribute("aria-invalid") === "true",
    said: told(each.getAttribute("aria-describedby")),
  });
  const part = (each, items = []) => ({
    name: name(each),
    text: text(each),
    links: all(each, "a[href]").map((link) => [text(link), link.getAttribute("href")]),
    buttons: all(each, "button").map(text),
    fields: all(each, "input:not([type=hidden]), select, textarea").map(field),
    items,
  });
  const listing = (each) => part(each, all(each, "li").map((item) => part(item)));
  const main = document.querySelector("main");
  const headline = all(document, "h1")[0];
  const state = JSON.stringify([
    [...document.querySelectorAll("h1, h2")]
      .map((each) => each.textContent.trim().replace(/[0-9A-Z-]{4,}/g, "")),
    document.querySelectorAll("[role=alert]:not([hidden]), [role=status], [aria-invalid]").length > 0,
    document.documentElement.lang,
    window.innerWidth,
  ]);
  return {
    state,
    shown: headline && main && {
      headline: text(headline),
      main: listing(main),
      alerts: all(main, "[role=alert]").map(text).filter((said) => said.trim()),
      regions: all(main, "section:not([role])").filter(name).map(listing),
    },
  };
}
"""
