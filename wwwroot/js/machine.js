// One machine of a workspace: keeps a screen connected, and the last picture while it is not.
import { Screen } from "./screen.js";

const waits = [100, 250, 500, 1000, 2000, 3000, 5000];

export class Machine extends EventTarget {
  #screen = null;
  #tries = 0;
  #timer = 0;
  #closed = false;
  #kept = null;

  constructor(vm, holder, options) {
    super();
    this.vm = vm;
    this.holder = holder;
    this.options = options;
    this.live = false;
    this.size = "fit";
    this.clipboard = "";
  }

  get screen() {
    return this.#screen;
  }

  get started() {
    return this.#screen !== null || this.#timer !== 0;
  }

  connect() {
    if (this.#closed || this.#screen) return;
    clearTimeout(this.#timer);
    this.#timer = 0;
    const socket = new WebSocket(this.#address(), ["binary"]);
    const screen = this.#screen = new Screen(this.holder, socket, { shared: true });
    screen.viewOnly = this.options.viewOnly;
    screen.background = "transparent";
    screen.addEventListener("connect", () => screen.nudge(this.options.pointer?.()));
    screen.addEventListener("firstframe", event => this.#show(screen, event.detail.at));
    screen.addEventListener("disconnect", () => this.#lose(screen));
    screen.addEventListener("clipboard", event => this.#take(event.detail.text));
    this.resize(this.size);
  }

  // A picture from before the page was loaded anew.
  keep(picture) {
    this.#drop();
    this.#kept = picture;
    picture.classList.add("kept");
    this.holder.append(picture);
  }

  resize(size) {
    this.size = size;
    if (!this.#screen) return;
    this.#screen.scaleViewport = size !== "actual";
    this.#screen.clipViewport = size === "actual";
    this.#screen.dragViewport = false;
    this.#screen.resizeSession = size === "match" && !this.options.viewOnly;
  }

  snapshot() {
    const canvas = this.#screen?.hasFrame ? this.#screen.element : null;
    return canvas?.width > 0 ? canvas.toDataURL("image/jpeg", .6) : null;
  }

  close() {
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#screen?.disconnect();
    this.#drop();
    this.holder.remove();
  }

  #address() {
    const address = new URL(`console/${this.vm}`, document.baseURI);
    address.protocol = address.protocol === "https:" ? "wss:" : "ws:";
    if (this.options.viewOnly) address.searchParams.set("view", "1");
    return address.href;
  }

  #show(screen, at) {
    if (screen !== this.#screen) return;
    this.#tries = 0;
    this.live = true;
    this.#drop();
    this.dispatchEvent(new CustomEvent("live", { detail: { at } }));
  }

  #lose(screen) {
    if (screen !== this.#screen) return;
    this.#screen = null;
    this.live = false;
    if (this.#closed) return;
    if (screen.hasFrame) this.keep(screen.element);
    const wait = waits[Math.min(this.#tries++, waits.length - 1)];
    this.#timer = setTimeout(() => { this.#timer = 0; this.connect(); }, wait);
    this.dispatchEvent(new CustomEvent("lost", { detail: { tries: this.#tries } }));
  }

  #take(text) {
    this.clipboard = text;
    this.dispatchEvent(new CustomEvent("clipboard", { detail: { text } }));
  }

  #drop() {
    this.#kept?.remove();
    this.#kept = null;
  }
}
