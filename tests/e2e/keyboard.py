"""Hands that use nothing but a keyboard, and eyes that must see where they are."""

import re

# What the focused element is called, and what is wrong with how its focus shows.
WHERE = """() => {
  const one = document.activeElement
  const name = one.getAttribute('aria-label') || [...(one.labels ?? [])].map((label) => label.innerText).join(' ')
    || one.innerText || one.id || one.tagName
  const shows = (style) => (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0)
    || style.boxShadow !== 'none'
  const drawn = [getComputedStyle(one), ...[...(one.labels ?? [])].map((label) => getComputedStyle(label, '::before'))]
  const box = one.getBoundingClientRect()
  const at = document.elementFromPoint(box.x + box.width / 2, box.y + Math.min(box.height, 40) / 2)
  const covered = !at || !(one.contains(at) || at.contains(one) || [...(one.labels ?? [])].some((l) => l.contains(at)))
  const wrong = one === document.body || one.tabIndex < 0 ? [] : [
    ...(drawn.some(shows) ? [] : ['its focus cannot be seen']),
    ...(covered ? ['it is covered'] : []),
  ]
  return [name.replace(/\\s+/g, ' ').trim(), wrong]
}"""
FAR = 150  # presses


def here(page) -> str:
    """What has the focus; fails when the eye could not find it."""
    name, wrong = page.evaluate(WHERE)
    assert wrong == [], f"{name}: {wrong}"
    return name


def tab_to(page, name: str) -> list[str]:
    """Press Tab until something of this name has the focus; what was passed on the way."""
    passed = []
    for _press in range(FAR):
        page.keyboard.press("Tab")
        focused = here(page)
        if re.match(name, focused):
            return passed
        passed.append(focused)
    raise AssertionError(f"{name} cannot be reached: {passed}")
