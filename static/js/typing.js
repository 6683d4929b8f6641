// Whether somebody is in a box right now: a morph leaves the value there alone. Only there: with
// ignoreActiveValue a button that has the focus would keep its old words over its new action.
export function typing () {
  return document.activeElement?.matches('input, textarea, select') ?? false
}
