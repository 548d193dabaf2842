// The workspace: screens on the stage, which lies beside what Blazor draws, so that losing the circuit never drops a desktop.
import { Machine } from "./machine.js";
import { Bar } from "./bar.js";
import { Pulse } from "./pulse.js";

const vdi = window.vdi = window.vdi ?? {};
const stage = document.getElementById("vdi-stage");
const veil = stage.querySelector("[data-veil]");
// How long the page waits behind a picture that does not come, ms.
const patience = 700;
const pointer = { x: .5, y: .5 };
let space = null;

addEventListener("pointermove", event => {
  pointer.x = event.clientX / innerWidth;
  pointer.y = event.clientY / innerHeight;
}, { passive: true });

// Being fetched is all that there is to prepare.
export function prepare() {}

// Connects the session's machines; the first one at once. May be called early (from Home) and again: what is open stays.
export function open(options) {
  if (space?.session !== options.session) {
    close();
    space = { session: options.session, texts: options.texts, machines: [], shown: 0, bar: null, dotnet: null, announced: false };
    space.seen = new Promise(resolve => space.see = resolve);
    stage.hidden = false;
    document.documentElement.classList.add("in-workspace");
  }

  const current = space;
  options.machines.forEach((item, index) => place(current, item, index, options));
  show(Math.min(current.shown, current.machines.length - 1));
}

// Settles with the first full picture, or when it lets wait.
export function seen() {
  return space && Promise.race([space.seen, new Promise(resolve => setTimeout(resolve, patience))]);
}

// The page is there: its bar gets its life, and .NET is told of the first picture.
export function attach(root, dotnet) {
  if (!space) return;
  space.dotnet = dotnet;
  space.bar = new Bar(root, { stage, screen: () => space?.machines[space.shown], show, retry });
  space.pulse = new Pulse(root);
  if (space.announced) tell(space);
  refresh();
}

export function show(index) {
  if (!space || index < 0) return;
  space.shown = index;
  space.machines.forEach((machine, number) => machine.holder.classList.toggle("shown", number === index));
  if (!space.machines[index].started) space.machines[index].connect();
  space.bar?.follow();
  refresh();
}

export function focus() {
  space?.machines[space.shown]?.screen?.focus({ preventScroll: true });
}

export function close() {
  if (!space) return;
  const old = space;
  space = null;
  old.bar?.dispose();
  old.pulse?.dispose();
  old.machines.forEach(machine => machine.close());
  forget(old.session);
  stage.hidden = true;
  veil.hidden = true;
  document.documentElement.classList.remove("in-workspace");
}

function retry() {
  space?.machines[space.shown]?.connect();
}

function place(current, item, index, options) {
  const known = current.machines[index];
  if (known?.vm === item.vm) return;
  known?.close();
  const holder = document.createElement("div");
  holder.className = "stage-screen";
  holder.setAttribute("role", "application");
  holder.setAttribute("aria-label", item.label);
  stage.prepend(holder);
  const machine = current.machines[index] = new Machine(item.vm, holder, { viewOnly: options.viewOnly, pointer: () => pointer });
  machine.size = vdi.size ?? "fit";
  machine.addEventListener("live", event => arrive(current, machine, event.detail.at));
  machine.addEventListener("lost", event => miss(current, machine, event.detail.tries));
  if (index === 0) restore(current, machine);
  if (index === current.shown) machine.connect();
}

function arrive(current, machine, at) {
  if (space !== current) return;
  if (!current.announced) {
    current.announced = true;
    vdi.firstFrameAt = current.firstFrameAt = at;
    window.dispatchEvent(new CustomEvent("vdi:first-frame", { detail: { at, vm: machine.vm, session: current.session } }));
    current.see();
    if (current.dotnet) tell(current);
  }
  // The other machines come once the first is seen.
  current.machines.filter(other => !other.started).forEach(other => other.connect());
  if (machine === current.machines[current.shown]) {
    if (document.activeElement === document.body || document.activeElement?.matches("h1")) focus();
    refresh();
  }
}

function tell(current) {
  current.dotnet.invokeMethodAsync("FirstFrame", performance.now() - current.firstFrameAt);
}

function miss(current, machine, tries) {
  if (space !== current) return;
  machine.tries = tries;
  refresh();
}

// Says in words what the screen does while it is not live; a short gap is not worth a word.
function refresh() {
  if (!space) return;
  const current = space;
  const machine = current.machines[current.shown];
  stage.dataset.live = machine?.live ? "true" : "false";
  clearTimeout(current.veilTimer);
  if (!machine || machine.live) {
    veil.hidden = true;
    return;
  }
  const say = () => {
    if (space !== current || machine.live) return;
    const lost = (machine.tries ?? 0) > 0 && current.announced;
    veil.querySelector("[data-veil-title]").textContent = lost ? current.texts.lostTitle : current.texts.connectTitle;
    veil.querySelector("[data-veil-text]").textContent = lost ? (machine.tries > 5 ? current.texts.lostLong : current.texts.lostText) : current.texts.connectText;
    veil.querySelector("[data-do=retry]").textContent = current.texts.retry;
    veil.querySelector("[data-do=retry]").hidden = !lost || machine.tries < 4;
    veil.hidden = false;
  };
  current.veilTimer = setTimeout(say, current.announced ? 350 : 900);
}

veil.addEventListener("click", event => event.target.closest("[data-do=retry]") && retry());

// The last picture outlives a reload of the page, in this tab only.
addEventListener("pagehide", () => {
  const picture = space?.machines[0]?.snapshot();
  if (!picture) return;
  try {
    sessionStorage.setItem(`vdi-last-${space.session}`, picture);
  } catch {
    // The browser's room for it is full: the page comes back without the picture.
  }
});

function restore(current, machine) {
  const picture = sessionStorage.getItem(`vdi-last-${current.session}`);
  if (!picture) return;
  forget(current.session);
  const image = new Image();
  image.alt = "";
  image.src = picture;
  machine.keep(image);
}

function forget(session) {
  sessionStorage.removeItem(`vdi-last-${session}`);
}
