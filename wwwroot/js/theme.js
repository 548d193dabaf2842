// Runs before the first paint: the remembered choice, else what the system says. No flash.
(() => {
  const system = matchMedia("(prefers-color-scheme: dark)");
  const choice = () => {
    try {
      return localStorage.getItem("vdi-theme") ?? "system";
    } catch {
      return "system";
    }
  };
  const apply = () => {
    const chosen = choice();
    document.documentElement.dataset.theme = chosen === "system" ? (system.matches ? "dark" : "light") : chosen;
  };

  window.vdi = window.vdi ?? {};
  window.vdi.theme = {
    get: choice,
    set(chosen) {
      try {
        localStorage.setItem("vdi-theme", chosen);
      } catch {
        // A browser that keeps nothing still shows the choice until the page is left.
      }
      apply();
      if (chosen !== "system") document.documentElement.dataset.theme = chosen;
    },
  };
  apply();
  system.addEventListener("change", apply);
  window.addEventListener("storage", event => event.key === "vdi-theme" && apply());
})();
