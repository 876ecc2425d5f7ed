/*
 * Keeps tables of releases as new as the server knows them. Only what has changed is touched, so that focus, selection and
 * scroll positions stay, and a screen reader is told nothing twice.
 */
(function () {
  "use strict";

  const ASKED = 1000;
  const QUIET = 5000;

  function alike(one, other) {
    return one.nodeType === other.nodeType && one.nodeName === other.nodeName && one.id === other.id;
  }

  function attributes(old, wanted) {
    Array.from(old.attributes).forEach((attribute) => {
      if (!wanted.hasAttribute(attribute.name)) {
        old.removeAttribute(attribute.name);
      }
    });
    Array.from(wanted.attributes).forEach((attribute) => {
      if (old.getAttribute(attribute.name) !== attribute.value) {
        old.setAttribute(attribute.name, attribute.value);
      }
    });
  }

  /* The one to become like another: that with its id, else the next of its kind; of texts only one that stands right there. */
  function match(old, at, wanted) {
    if (wanted.id) {
      return Array.from(old.childNodes).find((node) => alike(node, wanted));
    }
    let next = at;
    while (next && !alike(next, wanted)) {
      next = wanted.nodeType === Node.ELEMENT_NODE ? next.nextSibling : null;
    }
    return next;
  }

  /* Makes the children of one element like those of another. */
  function children(old, wanted) {
    const next = Array.from(wanted.childNodes);
    const ids = next.map((node) => node.id).filter(Boolean);
    Array.from(old.childNodes)
      .filter((node) => node.id && !ids.includes(node.id))
      .forEach((node) => node.remove());
    let at = old.firstChild;
    next.forEach((node) => {
      const same = match(old, at, node);
      if (!same) {
        old.insertBefore(node, at);
        return;
      }
      while (!same.id && at !== same) {
        const passed = at;
        at = at.nextSibling;
        if (!passed.id) {
          passed.remove();
        }
      }
      if (at !== same) {
        old.insertBefore(same, at);
      }
      at = same.nextSibling;
      change(same, node);
    });
    while (at) {
      const rest = at;
      at = at.nextSibling;
      rest.remove();
    }
  }

  function change(old, wanted) {
    if (old.nodeType === Node.ELEMENT_NODE) {
      attributes(old, wanted);
      children(old, wanted);
    } else if (old.nodeValue !== wanted.nodeValue) {
      old.nodeValue = wanted.nodeValue;
    }
  }

  function keep(table) {
    let shown = "";

    function later() {
      const pending = table.querySelector(".bg-snapshot[data-pending='true']");
      window.setTimeout(ask, pending ? ASKED : QUIET);
    }

    function show(html) {
      if (html !== shown) {
        shown = html;
        const template = document.createElement("template");
        template.innerHTML = html;
        children(table, template.content);
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
