"use strict";
// Draws the plots; the texts around them and the tables are in the page already.
const plots = (() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const scores = ["conflict", "collapse"];
  const colour = (score) => `var(--${score})`;
  const shown = (name, most) => (name.length > most ? `${name.slice(0, most - 1)}…` : name);
  const decimals = (value) => value.toFixed(3);
  const base = { style: { fontSize: "12px", fontFamily: "inherit" } };

  // A plot is one picture to a screen reader: its label says what it shows, and the tables hold its numbers.
  const picture = (label, options) => {
    const svg = Plot.plot({ ...base, ...options, ariaLabel: label });
    svg.setAttribute("role", "img");
    // The parts of a picture have no names of their own.
    for (const part of svg.querySelectorAll("[aria-label], [aria-description]")) {
      part.removeAttribute("aria-label");
      part.removeAttribute("aria-description");
    }
    return svg;
  };

  const spread = (summary) => ({
    mean: summary.mean,
    low: Math.max(0, summary.mean - summary.deviation),
    high: Math.min(1, summary.mean + summary.deviation),
  });

  const overview = (width) => {
    const names = data.models.map((m) => m.name);
    const rows = data.models.flatMap((m, i) => scores.filter((s) => m[s]).map((score) => ({ score, model: i, ...spread(m[score]), title: `${m.name}\n${score} ${decimals(m[score].mean)} ± ${decimals(m[score].deviation)}` })));
    const values = data.models.flatMap((m, i) => scores.filter((s) => m[s]).flatMap((score) => m[score].values.map((value) => ({ score, model: i, value }))));
    const limits = data.models.flatMap((m, i) => scores.flatMap((score) => {
      const [warn, max] = m[`${score}Limits`];
      return [
        { score, model: i, value: max, warn: false },
        { score, model: i, value: max != null && warn >= max ? null : warn, warn: true },
      ].filter((l) => l.value != null && l.value <= 1);
    }));
    return picture("Conflict and collapse of all models against their limits", {
      width, height: 60 + 26 * names.length, marginLeft: 190, marginTop: 30,
      x: { domain: [0, 1], grid: true, label: null, ticks: 5 },
      fx: { domain: scores, label: null, padding: 0.06 },
      y: { type: "band", domain: names.map((_, i) => i), label: null, tickFormat: (i) => shown(names[i], 28), tickSize: 0 },
      marks: [
        Plot.frame({ strokeOpacity: 0.25 }),
        Plot.tickX(limits.filter((l) => !l.warn), { fx: "score", x: "value", y: "model", stroke: "var(--limit)", strokeWidth: 2 }),
        Plot.tickX(limits.filter((l) => l.warn), { fx: "score", x: "value", y: "model", stroke: "var(--warn-limit)", strokeWidth: 2, strokeDasharray: "3 3" }),
        ...scores.flatMap((score) => [
          Plot.ruleY(rows.filter((r) => r.score === score), { fx: "score", x1: "low", x2: "high", y: "model", stroke: colour(score), strokeWidth: 4, strokeOpacity: 0.45 }),
          Plot.dot(values.filter((v) => v.score === score), { fx: "score", x: "value", y: "model", r: 1.8, fill: colour(score) }),
          Plot.dot(rows.filter((r) => r.score === score), { fx: "score", x: "mean", y: "model", r: 4.5, fill: colour(score), symbol: score === "conflict" ? "circle" : "square" }),
        ]),
        Plot.tip(rows, Plot.pointerY({ fx: "score", x: "mean", y: "model", title: "title", fill: "var(--paper)" })),
      ],
    });
  };

  const gram = (width, model) => {
    const { cosines, samples, labels } = model.gram;
    const bytes = Int8Array.from(atob(cosines), (c) => c.charCodeAt(0));
    const n = samples.length;
    const cosine = (i, j) => (i === j ? 1 : bytes[(Math.max(i, j) * (Math.max(i, j) - 1)) / 2 + Math.min(i, j)] / 100);
    const cells = Array.from({ length: n * n }, (_, k) => ({ x: k % n, y: Math.floor(k / n), cosine: cosine(k % n, Math.floor(k / n)) }));
    const runs = labels ? d3.rollups(labels.map((label, i) => ({ label, i })), (group) => [group[0].i, group.at(-1).i + 1], (d) => d.label) : [];
    const edges = runs.slice(1).map(([, [start]]) => start);
    const ticks = runs.length > 1 && runs.length <= 20 ? runs.map(([, [start, end]]) => (start + end) / 2) : [];
    const name = (middle) => String(runs[ticks.indexOf(middle)][0]);
    const axis = { domain: [0, n], label: ticks.length ? "class" : "sample", ticks, tickFormat: name, tickSize: 0 };
    const sample = (i) => (labels ? `sample ${samples[i]}, class ${labels[i]}` : `sample ${samples[i]}`);
    const side = Math.min(width, 460);
    const svg = picture(`Heat map of the cosines between the gradients of ${n} samples of ${model.name}`, {
      width: side, height: side, marginLeft: 40, marginBottom: 40, marginTop: 10, marginRight: 10,
      x: axis, y: { ...axis, reverse: true },
      color: { type: "diverging", scheme: "RdBu", domain: [-1, 1], label: "cosine" },
      marks: [
        Plot.raster(cells.map((c) => c.cosine), { width: n, height: n, x1: 0, y1: 0, x2: n, y2: n, imageRendering: "pixelated" }),
        Plot.ruleX(edges, { stroke: "#222", strokeOpacity: 0.35 }),
        Plot.ruleY(edges, { stroke: "#222", strokeOpacity: 0.35 }),
        Plot.tip(cells, Plot.pointer({ x: (c) => c.x + 0.5, y: (c) => c.y + 0.5, title: (c) => `${c.cosine.toFixed(2)}\n${sample(c.y)}\n${sample(c.x)}`, fill: "var(--paper)" })),
      ],
    });
    const legend = svg.ownerDocument.createElement("div");
    const key = Plot.legend({ ...base, color: { type: "diverging", scheme: "RdBu", domain: [-1, 1], label: "cosine" }, width: 220, height: 44 });
    key.setAttribute("aria-hidden", "true");
    legend.append(svg, key);
    return legend;
  };

  const spectrum = (width, model) => {
    const least = 1e-6;
    const points = model.gram.eigenvalues.map((value, i) => ({ rank: i + 1, value: Math.max(value, least), title: `rank ${i + 1}\n${value}` }));
    return picture(`Eigenvalues of the cosine matrix of ${model.name}`, {
      width: Math.min(width, 460), height: 320, marginLeft: 50,
      x: { label: "rank", domain: [1, points.length], ticks: 6, tickFormat: "d" },
      y: { type: "log", label: "eigenvalue", domain: [least, Math.max(points.length, 2)], grid: true, ticks: 6, tickFormat: "~g" },
      marks: [
        Plot.ruleY([1], { stroke: "var(--quiet)" }),
        Plot.ruleY([1e-4], { stroke: "var(--warn-limit)", strokeDasharray: "3 3" }),
        Plot.line(points, { x: "rank", y: "value", stroke: "var(--collapse)" }),
        Plot.dot(points, { x: "rank", y: "value", r: 2, fill: "var(--collapse)" }),
        Plot.tip(points, Plot.pointerX({ x: "rank", y: "value", title: "title", fill: "var(--paper)" })),
      ],
    });
  };

  const layers = (width, model) => {
    const rows = model.layers.flatMap((layer, i) => scores.filter((s) => layer[s]).map((score) => ({ score, layer: i, ...spread(layer[score]), title: `${layer.name}\n${layer.what}\n${score} ${decimals(layer[score].mean)} ± ${decimals(layer[score].deviation)}` })));
    const narrow = width < 600;
    return picture(`Conflict and collapse by layer of ${model.name}`, {
      width, height: 60 + 22 * model.layers.length, marginLeft: narrow ? 150 : 330, marginTop: 30,
      x: { domain: [0, 1], grid: true, label: null, axis: "top" },
      y: { type: "band", domain: model.layers.map((_, i) => i), label: null, tickSize: 0, tickFormat: (i) => (narrow ? shown(model.layers[i].name, 20) : `${shown(model.layers[i].name, 30)}  ${shown(model.layers[i].what, 26)}`) },
      marks: [
        ...scores.flatMap((score) => {
          const own = rows.filter((r) => r.score === score);
          return [
            Plot.line(own, { x: "mean", y: "layer", stroke: colour(score), strokeOpacity: 0.6 }),
            Plot.ruleY(own, { x1: "low", x2: "high", y: "layer", stroke: colour(score), strokeWidth: 4, strokeOpacity: 0.4 }),
            Plot.dot(own, { x: "mean", y: "layer", r: 4, fill: colour(score), symbol: score === "conflict" ? "circle" : "square" }),
          ];
        }),
        Plot.tip(rows, Plot.pointerY({ x: "mean", y: "layer", title: "title", fill: "var(--paper)" })),
      ],
    });
  };

  const history = (width, model) => {
    const rows = model.history.flatMap((point) => scores.filter((s) => point[s] != null).map((score) => ({ score, date: new Date(point.date), value: point[score], title: `${point.date.slice(0, 10)} ${point.revision}\n${score} ${decimals(point[score])}` })));
    return picture(`Conflict and collapse of ${model.name} over time`, {
      width, height: 260, marginRight: 60,
      x: { type: "utc", label: null }, y: { domain: [0, 1], grid: true, label: null },
      marks: scores.flatMap((score) => {
        const own = rows.filter((r) => r.score === score);
        return [
          Plot.ruleY([model[`${score}Limits`][1]].filter((l) => l != null), { stroke: colour(score), strokeDasharray: "6 3" }),
          Plot.line(own, { x: "date", y: "value", stroke: colour(score) }),
          Plot.dot(own, { x: "date", y: "value", r: 4, fill: colour(score), symbol: score === "conflict" ? "circle" : "square" }),
          Plot.text(own.slice(-1), { x: "date", y: "value", text: "score", dx: 8, textAnchor: "start", fill: colour(score) }),
          Plot.tip(own, Plot.pointer({ x: "date", y: "value", title: "title", fill: "var(--paper)" })),
        ];
      }),
    });
  };

  const calibration = (width, model) => {
    const points = data.calibration.points.map(([predicted, accuracy]) => ({ predicted, accuracy }));
    const { value, low, high, inside } = model.expected;
    const colour = inside ? "var(--collapse)" : "var(--quiet)";
    const all = [...points.flatMap((p) => [p.predicted, p.accuracy]), value, low, high];
    const domain = [Math.max(0, Math.min(...all)), Math.min(1, Math.max(...all))];
    const side = Math.min(width, 460);
    return picture(`Expected accuracy of ${model.name}, ${decimals(value)} (${decimals(low)} to ${decimals(high)}), among the models of ${data.calibration.name}`, {
      width: side, height: side, marginLeft: 50, marginBottom: 40, marginTop: 10, marginRight: 10,
      x: { domain, label: "predicted accuracy", grid: true, ticks: 5, nice: true }, y: { domain, label: "accuracy after training", grid: true, ticks: 5, nice: true },
      marks: [
        Plot.rect([{}], { x1: domain[0], x2: domain[1], y1: low, y2: high, fill: colour, fillOpacity: 0.15 }),
        Plot.line([domain, domain].map((d, i) => [d[i], d[i]]), { stroke: "var(--quiet)" }),
        Plot.dot(points, { x: "predicted", y: "accuracy", r: 2, fill: "var(--quiet)", fillOpacity: 0.6 }),
        Plot.ruleX([value], { stroke: colour, strokeWidth: 2, strokeDasharray: inside ? null : "4 3" }),
        Plot.ruleX([value], { y1: low, y2: high, stroke: colour, strokeWidth: 4 }),
        Plot.dot([value], { x: (v) => v, y: (v) => v, r: 5, fill: colour, symbol: "diamond" }),
        Plot.tip(points, Plot.pointer({ x: "predicted", y: "accuracy", title: (p) => `predicted ${decimals(p.predicted)}\naccuracy ${decimals(p.accuracy)}`, fill: "var(--paper)" })),
      ],
    });
  };

  const kinds = { overview, gram, spectrum, layers, history, calibration };
  return {
    // Draws what a view shows, once: a view that is not shown has no width.
    draw(view) {
      for (const figure of view.querySelectorAll("figure[data-plot]")) {
        const place = figure.querySelector(".plot");
        if (place.childElementCount > 0) continue;
        const width = Math.max(320, Math.min(place.clientWidth || 900, 1100));
        place.append(kinds[figure.dataset.plot](width, data.models[Number(figure.dataset.model)]));
      }
    },
  };
})();
