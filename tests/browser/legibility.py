"""What WCAG 2.2 AA asks of a page and code can measure: contrast, names, target sizes, no sideways scrolling."""

from __future__ import annotations

from playwright.sync_api import Page

_MEASURE = r"""
() => {
  const seen = (node) => node.checkVisibility() && !node.closest(".unseen, .skip");
  const numbers = (colour) => colour.match(/[\d.]+/g).map(Number);
  const light = ([red, green, blue]) => {
    const [r, g, b] = [red, green, blue].map((one) => one / 255).map((one) =>
      one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = (node) => {
    for (let at = node; at; at = at.parentElement) {
      const colour = numbers(getComputedStyle(at).backgroundColor);
      if (colour.length === 3 || colour[3] === 1) return colour;
      if (colour[3] !== 0) return null;
    }
    return [255, 255, 255];
  };
  const who = (node) => `${node.tagName.toLowerCase()}.${node.className} “${node.textContent.trim().slice(0, 30)}”`;
  const faults = [];
  for (const node of document.querySelectorAll("body *")) {
    const own = [...node.childNodes].some((child) => child.nodeType === 3 && child.data.trim() !== "");
    if (!own || !seen(node) || node.closest(":disabled, noscript")) continue;
    const back = ground(node);
    if (back === null) { faults.push(`translucent ground: ${who(node)}`); continue; }
    const [one, other] = [light(numbers(getComputedStyle(node).color)), light(back)].sort((a, b) => b - a);
    const ratio = (one + 0.05) / (other + 0.05);
    if (ratio < 4.5) faults.push(`contrast ${ratio.toFixed(2)}: ${who(node)}`);
  }
  for (const node of document.querySelectorAll("a, button, textarea, summary")) {
    if (!seen(node)) continue;
    const name = node.ariaLabel || node.labels?.[0]?.textContent || node.textContent;
    if (!name.trim()) faults.push(`no name: ${node.outerHTML.slice(0, 80)}`);
    const box = node.getBoundingClientRect();
    if (box.width < 24 || box.height < 24) faults.push(`${box.width}×${box.height} target: ${who(node)}`);
  }
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth > width) faults.push("scrolls sideways");
  for (const node of document.querySelectorAll("body *")) {
    if (seen(node) && node.getBoundingClientRect().right > width + 0.5) faults.push(`cut off: ${who(node)}`);
  }
  const ids = [...document.querySelectorAll("[id]")].map((node) => node.id);
  for (const id of new Set(ids)) if (ids.filter((one) => one === id).length > 1) faults.push(`id twice: ${id}`);
  const named = document.querySelectorAll("[aria-labelledby], [aria-describedby]");
  for (const node of named) {
    const wanted = ["aria-labelledby", "aria-describedby"].flatMap((name) => (node.getAttribute(name) ?? "").split(/\s+/));
    for (const id of wanted.filter(Boolean)) {
      if (seen(node) && !document.getElementById(id)) faults.push(`refers to nothing: ${id}`);
    }
  }
  let level = 0;
  for (const node of document.querySelectorAll("h1, h2, h3, h4, h5, h6")) {
    if (!node.checkVisibility()) continue;
    const next = Number(node.tagName[1]);
    if (next > level + 1) faults.push(`heading skips a level: ${who(node)}`);
    level = next;
  }
  return faults;
}
"""


def faults(page: Page) -> list[str]:
    """What on the page as it stands breaks a rule, each in words; empty on a good page.

    Checked: text contrast of 4.5 to 1, a name for every control, targets of 24 CSS pixels, nothing cut off or
    scrolling sideways, unique ids, references that lead somewhere, heading levels without gaps.
    """
    found: list[str] = page.evaluate(_MEASURE)
    return found
