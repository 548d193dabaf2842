// Measures the way to the portal at a low rate and colours the quality dot.
const every = 5000;

export class Pulse {
  #root;
  #timer = 0;
  #times = [];
  #stopped = false;

  constructor(root) {
    this.#root = root;
    this.#beat();
  }

  dispose() {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }

  async #beat() {
    if (this.#stopped) return;
    if (!document.hidden) this.#note(await this.#measure());
    this.#timer = setTimeout(() => this.#beat(), every);
  }

  async #measure() {
    const start = performance.now();
    try {
      await fetch("favicon.svg", { method: "HEAD", cache: "no-store", credentials: "omit" });
      return performance.now() - start;
    } catch {
      return null;
    }
  }

  #note(time) {
    if (this.#stopped) return;
    this.#times = time === null ? [] : [...this.#times.slice(-4), time];
    const middle = [...this.#times].sort((a, b) => a - b)[this.#times.length >> 1] ?? null;
    const level = middle === null ? "none" : middle < 80 ? "good" : middle < 200 ? "fair" : "poor";
    const dot = this.#root.querySelector("[data-quality]");
    if (!dot) return;
    dot.dataset.level = level;
    const words = dot.dataset[`${level}Text`] ?? "";
    const text = middle === null ? words : `${words}, ${Math.max(1, Math.round(middle))} ms`;
    dot.title = text;
    dot.querySelector("[data-quality-text]").textContent = text;
    for (const place of this.#root.querySelectorAll("[data-latency]")) place.textContent = middle === null ? "–" : `${Math.max(1, Math.round(middle))} ms`;
  }
}
