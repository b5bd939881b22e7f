"use strict";
// One view at a time, by the address's fragment; without scripts all views stand below each other.
(() => {
  const views = [...document.querySelectorAll(".view")];
  const links = [...document.querySelectorAll("nav a")];
  const target = () => document.getElementById(decodeURIComponent(location.hash.slice(1)));

  const show = (view) => {
    for (const other of views) other.hidden = other !== view;
    for (const link of links) {
      if (link.hash === `#${view.id}`) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    }
    const title = view.querySelector("h2");
    document.title = `${title.textContent} – GradAlign report`;
    plots.draw(view);
    return title;
  };

  const follow = () => {
    const aim = target() ?? views[0];
    const view = aim.closest(".view");
    // The skip link's aim is the view that is shown.
    if (!view) return;
    const title = show(view);
    const place = aim === view ? title : aim;
    place.focus({ preventScroll: true });
    if (aim === view) scrollTo(0, 0);
    else aim.scrollIntoView();
  };

  addEventListener("hashchange", follow);

  let current = null;
  let closed = [];
  addEventListener("beforeprint", () => {
    current = views.find((view) => !view.hidden);
    closed = [...document.querySelectorAll("details:not([open])")];
    for (const view of views) view.hidden = false;
    for (const view of views) plots.draw(view);
    for (const details of closed) details.open = true;
  });
  addEventListener("afterprint", () => {
    for (const details of closed) details.open = false;
    if (current) show(current);
  });

  document.documentElement.classList.add("scripted");
  show(target()?.closest(".view") ?? views[0]);
})();
