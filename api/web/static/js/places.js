// What to call a place in a document, and its address; the same rules as labels.py and links.py.

export function nameOf({ number, title, file }) {
  return number || title || file;
}

export function placeOf({ address, pages }) {
  if (!pages || pages.length === 0) return address;
  const last = pages[pages.length - 1];
  return `${address} · tr. ${pages.length > 1 ? `${pages[0]}–${last}` : pages[0]}`;
}

export function urlOf({ document_id: id, start, end, pages }) {
  const base = `/documents/${encodeURIComponent(id)}`;
  const span = `?start=${start}&end=${end}`;
  return pages && pages.length > 0 ? `${base}/pages/${pages[0]}${span}` : `${base}${span}#trich-dan`;
}

// Attributes of a link that the viewer takes over.
export function linkTo(place) {
  return {
    href: urlOf(place),
    "data-document": place.document_id,
    "data-start": place.start,
    "data-end": place.end,
    "data-page": place.pages && place.pages.length > 0 ? place.pages[0] : null,
    "data-label": `${nameOf(place)} · ${placeOf(place)}`,
  };
}
