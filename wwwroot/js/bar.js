// The bar over the screen: comes when the pointer touches the top or Ctrl + Alt + Shift is pressed, goes by itself.
// What it does to the screen happens here, without the server.
const vdi = window.vdi = window.vdi ?? {};
const stay = 1600;

export class Bar {
  #root;
  #element;
  #around;
  #timer = 0;
  #until = 0;
  #ends = new AbortController();

  constructor(root, around) {
    this.#root = root;
    this.#element = root.querySelector("[data-bar]");
    this.#around = around;
    const signal = this.#ends.signal;
    addEventListener("pointermove", event => this.#sense(event), { signal, passive: true });
    addEventListener("keydown", event => this.#key(event), { signal, capture: true });
    addEventListener("focus", () => this.#paste(), { signal });
    document.addEventListener("fullscreenchange", () => this.#mark(), { signal });
    root.addEventListener("click", event => this.#click(event), { signal });
    root.addEventListener("keydown", event => event.key === "Escape" && this.#leave(event), { signal });
    root.addEventListener("focusin", () => this.reveal(), { signal });
    root.addEventListener("focusout", () => this.#later(), { signal });
    this.#mark();
    this.follow();
    this.reveal();
    this.#until = performance.now() + 4000;
    this.#later();
  }

  dispose() {
    this.#ends.abort();
    clearTimeout(this.#timer);
    if (document.fullscreenElement) document.exitFullscreen();
  }

  // Listens to the machine that is shown.
  follow() {
    const machine = this.#machine();
    if (!machine || machine.followed) return;
    machine.followed = true;
    machine.addEventListener("clipboard", event => this.#copied(event.detail.text), { signal: this.#ends.signal });
  }

  reveal() {
    clearTimeout(this.#timer);
    if (this.#element) this.#element.dataset.shown = "true";
  }

  #machine() {
    return this.#around.screen();
  }

  #later(time = stay) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#hide(), time);
  }

  #hide() {
    const busy = this.#element.matches(":hover") || this.#element.contains(document.activeElement)
      || this.#root.querySelector("[data-hold]") !== null || performance.now() < this.#until;
    if (busy) this.#later();
    else this.#element.dataset.shown = "false";
  }

  #sense(event) {
    const shown = this.#element.dataset.shown === "true";
    if (!shown && event.clientY <= 3 && event.buttons === 0) {
      this.reveal();
      this.#later();
    }
  }

  #key(event) {
    if (!(event.ctrlKey && event.altKey && event.shiftKey) || !["Control", "Alt", "Shift"].includes(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
    this.#machine()?.screen?.releaseKeys();
    this.reveal();
    this.#element.querySelector("button, a")?.focus();
  }

  #leave(event) {
    const menu = event.target.closest("details[open]");
    if (menu) {
      menu.open = false;
      menu.querySelector("summary").focus();
    } else if (this.#element.contains(event.target)) {
      this.#machine()?.screen?.focus({ preventScroll: true });
    }
  }

  #click(event) {
    const target = event.target.closest("[data-do]");
    if (!target) return;
    const [what, which] = target.dataset.do.split(":");
    const machine = this.#machine();
    switch (what) {
      case "keys": machine?.screen?.press(which); machine?.screen?.focus(); break;
      case "size": this.#size(which); break;
      case "machine": this.#around.show(Number(which)); this.#mark(); break;
      case "fullscreen": this.#full(); break;
      case "reveal": this.reveal(); this.#later(4000); break;
      case "clip-send": machine?.screen?.clipboardPasteFrom(this.#box("out").value); this.#said(target); break;
      case "clip-type": machine?.screen?.type(this.#box("out").value); machine?.screen?.focus(); break;
      case "clip-read": this.#read(); break;
      case "clip-copy": navigator.clipboard?.writeText(this.#box("in").value).then(() => this.#said(target), () => this.#box("in").select()); break;
    }
    const menu = target.closest("details[data-close]");
    if (menu) menu.open = false;
  }

  #size(size) {
    vdi.size = size;
    this.#machine()?.resize(size);
    this.#mark();
  }

  async #full() {
    if (document.fullscreenElement) {
      await document.exitFullscreen();
      return;
    }
    await document.documentElement.requestFullscreen?.({ navigationUI: "hide" });
    // In full screen the browser may hand over Alt-Tab and the like.
    await navigator.keyboard?.lock?.().catch(() => undefined);
    this.#machine()?.screen?.focus();
  }

  #mark() {
    const size = vdi.size ?? "fit";
    for (const choice of this.#root.querySelectorAll("[data-do^='size:']")) choice.setAttribute("aria-checked", String(choice.dataset.do === `size:${size}`));
    for (const button of this.#root.querySelectorAll("[data-do=fullscreen]")) button.setAttribute("aria-pressed", String(document.fullscreenElement !== null));
  }

  #box(name) {
    return this.#root.querySelector(`[data-clip=${name}]`);
  }

  #said(button) {
    if (!button.dataset.done) return;
    const before = button.textContent;
    button.textContent = button.dataset.done;
    setTimeout(() => { button.textContent = before; }, 1500);
  }

  // From the desktop to this computer, where the browser permits it.
  #copied(text) {
    const box = this.#box("in");
    if (box) box.value = text;
    if (document.hasFocus()) navigator.clipboard?.writeText(text).catch(() => undefined);
  }

  // From this computer to the desktop when its window is entered, only where the browser has been permitted to.
  async #paste() {
    const permission = await navigator.permissions?.query({ name: "clipboard-read" }).catch(() => null);
    if (permission?.state !== "granted") return;
    const text = await navigator.clipboard.readText().catch(() => "");
    const machine = this.#machine();
    if (text && machine?.screen && text !== machine.sent && text !== machine.clipboard) {
      machine.sent = text;
      machine.screen.clipboardPasteFrom(text);
    }
  }

  async #read() {
    const text = await navigator.clipboard?.readText?.().catch(() => null);
    const box = this.#box("out");
    if (text) box.value = text;
    box.focus();
  }
}
