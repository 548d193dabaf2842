// What every page needs: remembers clicks on Launch, mends pictures that do not come, opens dialogs, comes back after the portal was away.
const vdi = window.vdi = window.vdi ?? {};

document.addEventListener("click", event => {
  const launch = event.target.closest?.("[data-launch]");
  if (launch) {
    vdi.launchClickedAt = performance.now();
    vdi.firstFrameAt = undefined;
  }
}, { capture: true });

// A picture that cannot be had gives way to what lies under it.
document.addEventListener("error", event => {
  if (event.target instanceof HTMLImageElement) event.target.dataset.broken = "true";
}, { capture: true });
document.addEventListener("load", event => {
  if (event.target instanceof HTMLImageElement) delete event.target.dataset.broken;
}, { capture: true });

// A menu closes when one clicks elsewhere, presses Escape or chooses something.
document.addEventListener("click", event => {
  for (const menu of document.querySelectorAll("details[data-menu][open]")) {
    if (!menu.contains(event.target) || event.target.closest("[data-close-menu]")) menu.open = false;
  }
});
document.addEventListener("keydown", event => {
  const menu = event.key === "Escape" ? event.target.closest?.("details[data-menu][open]") : null;
  if (menu) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
  const search = event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey ? document.querySelector("[data-search]") : null;
  if (search && !event.target.closest("input, textarea, select, [contenteditable], .stage-screen")) {
    event.preventDefault();
    search.focus();
  }
});

// Everything that a launch will need, fetched while nobody waits.
export function prepare() {
  const load = () => import("./workspace.js");
  if ("requestIdleCallback" in window) requestIdleCallback(load, { timeout: 1000 });
  else setTimeout(load, 200);
}

export function openDialog(dialog) {
  if (!dialog.open) dialog.showModal();
}

export function closeDialog(dialog) {
  if (dialog.open) dialog.close();
}

export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

export function theme() {
  return vdi.theme.get();
}

export function setTheme(choice) {
  vdi.theme.set(choice);
}

// The circuit is gone for good: take a new one, without leaving full screen under somebody's hands.
const back = async () => {
  try {
    const answer = await fetch("favicon.svg", { method: "HEAD", cache: "no-store" });
    if (answer.ok) {
      if (document.fullscreenElement) document.addEventListener("fullscreenchange", () => location.reload(), { once: true });
      else location.reload();
      return;
    }
  } catch {
    // Still away.
  }
  setTimeout(back, 1500);
};

document.getElementById("components-reconnect-modal")?.addEventListener("components-reconnect-state-changed", event => {
  if (["rejected", "failed"].includes(event.detail?.state)) back();
});

if (document.body.dataset.entry !== undefined) {
  for (const key of Object.keys(sessionStorage)) {
    if (key.startsWith("vdi-last-")) sessionStorage.removeItem(key);
  }
}

// Within a group of many small buttons the arrow keys lead from one to the next; the tab key leaves the group.
document.addEventListener("keydown", event => {
  const group = event.target.closest?.("[data-roving]");
  const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1, Home: -Infinity, End: Infinity }[event.key];
  if (!group || step === undefined) return;
  const buttons = [...group.querySelectorAll("button")];
  const next = buttons[Math.max(0, Math.min(buttons.length - 1, buttons.indexOf(event.target) + step))];
  if (!next) return;
  event.preventDefault();
  for (const button of buttons) button.tabIndex = button === next ? 0 : -1;
  next.focus();
});
