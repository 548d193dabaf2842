namespace VdiPortal.Bench.Launching;

/// <summary>Scripts that note in the page what happens and when, on the page's own clock.</summary>
internal static class Witness
{
    /// <summary>
    /// Runs before everything else in a page. <c>bench.frame</c> resolves with the times once the first full picture is there. The click's time is
    /// that of the event, which the browser took when the button went up, not when a script came to run. A viewer's message that begins with 3 asks for
    /// a picture (RFC 6143, 7.5.3).
    /// </summary>
    public const string Script = """
        (() => {
          const bench = window.bench = {};
          addEventListener("click", event => {
            if (event.target.closest?.("[data-launch]")) bench.clickedAt = event.timeStamp;
          }, { capture: true });
          window.WebSocket = new Proxy(WebSocket, {
            construct(target, args) {
              const socket = new target(...args);
              if (!String(args[0]).includes("/console/")) return socket;
              bench.connectingAt ??= performance.now();
              socket.addEventListener("open", () => bench.openAt ??= performance.now(), { once: true });
              socket.addEventListener("message", () => {
                bench.greetedAt ??= performance.now();
                if (bench.askedAt) bench.answeredAt ??= performance.now();
              });
              socket.send = data => {
                if (new Uint8Array(data.buffer ?? data, data.byteOffset ?? 0)[0] === 3) bench.askedAt ??= performance.now();
                target.prototype.send.call(socket, data);
              };
              return socket;
            },
          });
          bench.frame = new Promise(resolve => addEventListener("vdi:first-frame", event => {
            requestAnimationFrame(() => requestAnimationFrame(() => resolve({
              clickedAt: bench.clickedAt, connectingAt: bench.connectingAt, openAt: bench.openAt, greetedAt: bench.greetedAt,
              askedAt: bench.askedAt, answeredAt: bench.answeredAt,
              frameAt: event.detail.at, presentedAt: performance.now(), timeOrigin: performance.timeOrigin,
            })));
          }, { once: true }));
        })();
        """;

    /// <summary>What the canvas shows: size, whether every pixel was painted, how many colours.</summary>
    public const string Look = """
        () => {
          const canvas = document.querySelector(".stage-screen canvas");
          const { width, height } = canvas;
          const pixels = new Uint32Array(canvas.getContext("2d").getImageData(0, 0, width, height).data.buffer);
          return { width, height, painted: pixels.every(pixel => pixel >>> 24 === 255), colours: new Set(pixels).size };
        }
        """;
}
