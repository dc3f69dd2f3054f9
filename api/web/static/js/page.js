// On every page: citations open the viewer, lost network is said, marked words come into view.

import { open } from "./viewer.js";

function plainClick(event) {
  return event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-document]");
  if (link === null || !plainClick(event)) return;
  event.preventDefault();
  open(link);
});

const offline = document.getElementById("offline");
const told = () => (offline.hidden = navigator.onLine);
window.addEventListener("online", told);
window.addEventListener("offline", told);
told();
