/* Shows how far deployments are while their build goes on, and the finished page once one has ended. */
(function () {
  "use strict";

  const FAST = 1000;
  const SLOW = 5000;

  function begin() {
    const root = document.querySelector(".bg-progress");
    if (!root || root.dataset.building !== "true") {
      return;
    }
    let shown = ids(root);

    function ids() {
      return Array.from(root.querySelectorAll(".bg-live"), (card) => card.dataset.id).join();
    }

    function text(node, value) {
      if (node && node.textContent !== value) {
        node.textContent = value;
      }
    }

    function pods(list, releases) {
      while (list.children.length > releases.length) {
        list.lastElementChild.remove();
      }
      releases.forEach((release, index) => {
        let item = list.children[index];
        if (!item) {
          item = document.createElement("li");
          item.append(
            document.createElement("span"),
            document.createElement("progress"),
            document.createElement("span"),
          );
          list.append(item);
        }
        const bar = item.children[1];
        text(item.children[0], release.name);
        bar.className = release.style;
        bar.max = release.desired;
        bar.value = release.ready;
        bar.setAttribute("aria-label", release.name);
        text(item.children[2], release.text);
      });
    }

    function show(state) {
      const now = state.running.map((live) => live.id).join();
      if (now !== shown || !state.building) {
        window.location.reload();
        return;
      }
      state.running.forEach((live) => {
        const card = Array.from(root.children).find((child) => child.dataset.id === live.id);
        text(card.querySelector(".bg-sentence"), live.sentence);
        text(card.querySelector(".bg-phase"), live.phase);
        pods(card.querySelector(".bg-pods"), live.releases);
      });
      later(state.running.length > 0 ? FAST : SLOW);
    }

    function later(delay) {
      window.setTimeout(ask, delay);
    }

    function ask() {
      if (document.hidden) {
        later(SLOW);
        return;
      }
      fetch(root.dataset.url, { headers: { Accept: "application/json" } })
        .then((response) => (response.ok ? response.json() : Promise.reject(response.status)))
        .then((answer) => show(answer.data))
        .catch(() => later(SLOW));
    }

    later(shown ? FAST : SLOW);
  }

  if (document.readyState === "loading") {
    document.addEventListener("DOMContentLoaded", begin);
  } else {
    begin();
  }
})();
