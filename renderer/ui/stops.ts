// Moving by keyboard through the stops of a page: every element marked `data-stop` that can take the focus now, in document order.

/** The stops inside a root, without those that are disabled. */
function stopsOf(root: ParentNode): readonly HTMLElement[] {
  return [...root.querySelectorAll<HTMLElement>('[data-stop]')].filter((stop) => !stop.matches(':disabled'));
}

/**
 * Focuses the stop after (or before) an element, in document order.
 * @param from an element inside the root: a stop, or something that contains stops, which are then passed over
 */
export function focusStop(root: ParentNode, from: Element, direction: 'next' | 'previous'): void {
  const wanted = direction === 'next' ? Node.DOCUMENT_POSITION_FOLLOWING : Node.DOCUMENT_POSITION_PRECEDING;
  const stops = stopsOf(root).filter(
    (stop) => stop !== from && !from.contains(stop) && (from.compareDocumentPosition(stop) & wanted) !== 0,
  );
  const stop = direction === 'next' ? stops[0] : stops.at(-1);
  stop?.focus();
}

/** Focuses an element by id if it is there and can take the focus. */
export function focusId(id: string): void {
  const element = document.getElementById(id);
  const target = element?.matches('fieldset') ? element.querySelector<HTMLElement>('[data-stop]') : element;
  target?.focus();
}
