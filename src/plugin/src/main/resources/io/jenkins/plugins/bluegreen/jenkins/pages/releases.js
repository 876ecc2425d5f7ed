/* Keeps tables of releases as new as the server knows them. */
(function () {
  "use strict";

  const ASKED = 1000;
  const QUIET = 5000;

  function keep(table) {
    function later() {
      const pending = table.querySelector(".bg-snapshot[data-pending='true']");
      window.setTimeout(ask, pending ? ASKED : QUIET);
    }

    function show(html) {
      if (html === table.dataset.shown) {
        return;
      }
      table.dataset.shown = html;
      const focused = table.contains(document.activeElement) ? document.activeElement.id : "";
      table.innerHTML = html;
      if (focused && document.getElementById(focused)) {
        document.getElementById(focused).focus();
      }
    }

    function ask() {
      if (document.hidden) {
        later();
        return;
      }
      fetch(table.dataset.url)
        .then((response) => (response.ok ? response.text() : Promise.reject(response.status)))
        .then(show)
        .catch(() => {})
        .then(later);
    }

    later();
  }

  function begin() {
    document.querySelectorAll(".bg-releases").forEach(keep);
  }

  if (document.readyState === "loading") {
    document.addEventListener("DOMContentLoaded", begin);
  } else {
    begin();
  }
})();
