// One machine's screen: noVNC with what the portal needs beyond it. The private members used are those of the pinned version 1.7.0.
import RFB from "../lib/novnc/core/rfb.js";
import keysyms from "../lib/novnc/core/input/keysymdef.js";
import KeyTable from "../lib/novnc/core/input/keysym.js";

const combinations = {
  "ctrl-alt-del": [["Control_L", "ControlLeft"], ["Alt_L", "AltLeft"], ["Delete", "Delete"]],
  "alt-tab": [["Alt_L", "AltLeft"], ["Tab", "Tab"]],
  "alt-f4": [["Alt_L", "AltLeft"], ["F4", "F4"]],
  "ctrl-esc": [["Control_L", "ControlLeft"], ["Escape", "Escape"]],
  "ctrl-alt-f1": [["Control_L", "ControlLeft"], ["Alt_L", "AltLeft"], ["F1", "F1"]],
  "ctrl-alt-f7": [["Control_L", "ControlLeft"], ["Alt_L", "AltLeft"], ["F7", "F7"]],
  "print": [["Print", "PrintScreen"]],
  "super": [["Super_L", "MetaLeft"]],
};

export class Screen extends RFB {
  #painted = 0;
  #complete = false;

  get element() {
    return this._canvas;
  }

  get hasFrame() {
    return this.#complete;
  }

  // Wakes the server's screen at once: its first picture would otherwise wait for its next look at the guest.
  nudge(point) {
    if (this._viewOnly || !this._fbWidth) return;
    const x = Math.round((point?.x ?? .5) * (this._fbWidth - 1));
    const y = Math.round((point?.y ?? .5) * (this._fbHeight - 1));
    RFB.messages.pointerEvent(this._sock, x, y, 0);
  }

  releaseKeys() {
    this._keyboard._allKeysUp();
  }

  press(name) {
    const keys = combinations[name] ?? [];
    for (const [key, code] of keys) this.sendKey(KeyTable[`XK_${key}`], code, true);
    for (const [key, code] of [...keys].reverse()) this.sendKey(KeyTable[`XK_${key}`], code, false);
  }

  // Types a text key by key, for guests that take no clipboard.
  async type(text) {
    for (const letter of text.replaceAll("\r\n", "\n")) {
      const keysym = letter === "\n" ? KeyTable.XK_Return : letter === "\t" ? KeyTable.XK_Tab : keysyms.lookup(letter.codePointAt(0));
      const shift = letter !== letter.toLowerCase();
      if (shift) this.sendKey(KeyTable.XK_Shift_L, "ShiftLeft", true);
      this.sendKey(keysym, null);
      if (shift) this.sendKey(KeyTable.XK_Shift_L, "ShiftLeft", false);
      await new Promise(resolve => setTimeout(resolve, 4));
    }
  }

  _handleRect() {
    const { encoding, width, height } = this._FBU;
    const done = super._handleRect();
    if (done && encoding >= 0 && !this.#complete) this.#painted += width * height;
    return done;
  }

  _framebufferUpdate() {
    const done = super._framebufferUpdate();
    if (done && !this.#complete && this._fbWidth > 0 && this.#painted >= this._fbWidth * this._fbHeight) {
      this.#complete = true;
      this.#announce();
    }
    return done;
  }

  async #announce() {
    if (this._display.pending()) await this._display.flush();
    this.dispatchEvent(new CustomEvent("firstframe", { detail: { at: performance.now() } }));
  }
}
