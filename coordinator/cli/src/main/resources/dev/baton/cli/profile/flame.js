for (const flame of document.querySelectorAll(".flame:not([data-ready])")) {
  flame.dataset.ready = "";
  const box = flame.querySelector(".frames");
  const about = flame.querySelector(".about");
  const found = flame.querySelector(".found");
  const number = (element, name) => Number(element.style.getPropertyValue(name));
  const frames = [...box.querySelectorAll("button")].map(element => ({
    element, x: number(element, "--x"), w: number(element, "--w"), d: number(element, "--d"),
  }));
  const of = new Map(frames.map(frame => [frame.element, frame]));
  const total = frames[0].w;
  let shown = frames[0];

  // Callers come before what they call, in order: the caller is the last one before on the row above.
  const stack = [];
  frames.forEach(frame => {
    frame.caller = stack[frame.d - 1] ?? null;
    frame.callees = [];
    frame.caller?.callees.push(frame);
    stack[frame.d] = frame;
  });

  const show = frame => {
    shown = frame;
    box.style.setProperty("--from", frame.x);
    box.style.setProperty("--span", frame.w);
    for (const other of frames) {
      other.element.hidden = other.x >= frame.x + frame.w || other.x + other.w <= frame.x;
    }
  };
  const focus = frame => {
    if (frame && !frame.element.hidden) {
      for (const other of frames) other.element.tabIndex = -1;
      frame.element.tabIndex = 0;
      frame.element.focus();
    }
  };
  const beside = (frame, step) => {
    const row = frames.filter(other => other.d === frame.d && !other.element.hidden);
    return row[row.indexOf(frame) + step];
  };

  box.addEventListener("click", event => {
    const frame = of.get(event.target);
    if (frame) show(frame === shown ? frames[0] : frame);
  });
  box.addEventListener("keydown", event => {
    const frame = of.get(event.target);
    if (!frame) return;
    const next = {
      ArrowDown: () => focus(frame.callees.find(callee => !callee.element.hidden)),
      ArrowUp: () => focus(frame.caller),
      ArrowLeft: () => focus(beside(frame, -1)),
      ArrowRight: () => focus(beside(frame, 1)),
      Escape: () => { show(frames[0]); focus(frame); },
    }[event.key];
    if (next) {
      event.preventDefault();
      next();
    }
  });
  const tell = event => {
    const frame = of.get(event.target);
    if (frame) about.textContent = frame.element.title;
  };
  box.addEventListener("focusin", tell);
  box.addEventListener("mouseover", tell);

  flame.querySelector("input").addEventListener("input", event => {
    const text = event.target.value.trim().toLowerCase();
    let samples = 0;
    let end = -1; // of the outermost match: what lies below it counts with it
    for (const frame of frames) {
      const name = frame.element.title.toLowerCase();
      const matches = text !== "" && name.slice(0, name.lastIndexOf(" (")).includes(text);
      frame.element.classList.toggle("match", matches);
      if (matches && frame.x >= end) {
        samples += frame.w;
        end = frame.x + frame.w;
      }
    }
    found.textContent = text === "" ? "" : `in ${(100 * samples / total).toFixed(1)} % of the samples`;
  });
}
