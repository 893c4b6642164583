'use strict';
(() => {
  const report = JSON.parse(document.getElementById('report').textContent);
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const drawings = [];

  // Okabe and Ito's colours, which people with any colour vision can tell apart; one for each word, everywhere.
  const palette = ['#0072b2', '#e69f00', '#009e73', '#d55e00', '#cc79a7', '#56b4e9', '#8a8f98', '#b59f00'];
  const colours = {
    'java': '#8a8f98', 'kryo-default': '#cc79a7', 'kryo-record': '#d55e00', 'kryo-store': '#e69f00', 'shared': '#009e73',
    'encode': '#d55e00', 'queue': '#b59f00', 'transfer': '#cc79a7', 'decode': '#0072b2', 'touch': '#009e73',
    'answer': '#56b4e9', 'other': '#8a8f98',
  };

  // Words and numbers ----------------------------------------------------------------------------------------------

  function number(value) {
    if (value === 0) return '0';
    const digits = Math.max(0, Math.min(6, 2 - Math.floor(Math.log10(Math.abs(value)))));
    return value.toLocaleString('en-US', {minimumFractionDigits: 0, maximumFractionDigits: digits});
  }

  function bytes(value) {
    const units = ['B', 'KiB', 'MiB', 'GiB'];
    let unit = 0;
    while (value >= 1024 && unit < units.length - 1) { value /= 1024; unit++; }
    return number(value) + ' ' + units[unit];
  }

  const milliseconds = {ns: 1e-6, us: 1e-3, ms: 1, s: 1e3};

  function time(value, unit) {
    const ms = value * milliseconds[unit];
    if (ms < 1e-3) return number(ms * 1e6) + ' ns';
    if (ms < 1) return number(ms * 1e3) + ' µs';
    return ms < 1e3 ? number(ms) + ' ms' : number(ms / 1e3) + ' s';
  }

  const quantity = unit => value => unit in milliseconds ? time(value, unit) : number(value) + ' ' + unit;
  const unique = values => [...new Set(values)];
  const groups = (cases, key) => unique(cases.map(key)).map(k => [k, cases.filter(each => key(each) === k)]);
  const parameter = (each, name) => (each.parameters || {})[name];
  const detail = (each, name) => (each.details || {})[name];

  // The page -------------------------------------------------------------------------------------------------------

  function element(parent, name, attributes = {}, text) {
    const node = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
    if (text !== undefined) node.textContent = text;
    parent.append(node);
    return node;
  }

  /** Adds a place for a chart; what `option` returns is drawn, again whenever the colours change. */
  function figure(parent, title, subtitle, option, {wide = false, bars = 0} = {}) {
    const frame = element(parent, 'figure', wide ? {class: 'wide'} : {});
    const caption = element(frame, 'figcaption', {}, title);
    element(caption, 'small', {}, subtitle);
    const place = element(frame, 'div', {class: 'chart', role: 'img', 'aria-label': title + ': ' + subtitle});
    if (bars > 0) place.style.height = 50 + 40 * bars + 'px';
    const drawing = {place, option};
    drawings.push(drawing);
    return {caption, redraw: () => draw(drawing)};
  }

  function draw(drawing) {
    if (drawing.chart) drawing.chart.dispose();
    const chart = echarts.init(drawing.place, dark.matches ? 'dark' : null, {renderer: 'svg'});
    chart.setOption({
      backgroundColor: 'transparent', animation: false, color: palette, textStyle: {fontFamily: 'inherit'},
      grid: {left: 8, right: 30, top: 16, bottom: 62, containLabel: true},
      legend: {bottom: 0, type: 'scroll'},
      ...drawing.option(),
    });
    drawing.chart = chart;
  }

  const axis = (name, more) => ({
    name, nameLocation: 'middle', nameGap: 30, splitLine: {show: true, lineStyle: {opacity: .25}}, ...more,
  });

  // The charts of each measurement ---------------------------------------------------------------------------------

  const charts = {
    handoff(parent, all) {
      const isMark = each => each.case === 'break-even';
      const cases = all.filter(each => !isMark(each) && each.n > 0);
      const kind = each => parameter(each, 'data') + ' over ' + parameter(each, 'transport');
      const size = each => kind(each) + ', ' + bytes(parameter(each, 'bytes'));
      for (const [name, own] of groups(cases, kind)) {
        figure(parent, 'A task that gets ' + name, 'time by size, both logarithmic; dashed: where sharing begins to pay',
          () => handoffOverSize(own, all.filter(each => isMark(each) && kind(each) === name)));
      }
      const sizes = unique(cases.map(size));
      const example = 'double[] over local, 64 MiB';
      let chosen = sizes.includes(example) ? example : sizes[sizes.length - 1];
      const shown = figure(parent, 'Where the time goes: ', 'phases of one task, one upon the other',
        () => phases(cases.filter(each => size(each) === chosen)), {wide: true});
      const choice = element(shown.caption, 'select', {'aria-label': 'Data, transport and size'});
      sizes.forEach(each => element(choice, 'option', each === chosen ? {selected: ''} : {}, each));
      choice.addEventListener('change', () => { chosen = choice.value; shown.redraw(); });
      shown.caption.insertBefore(choice, shown.caption.querySelector('small'));
    },

    models(parent, cases) {
      for (const [workload, own] of groups(cases, each => parameter(each, 'workload'))) {
        figure(parent, 'Speedup of ' + workload + ' work', 'over one task after the other, by model and workers',
          () => speedups(own));
      }
    },

    race(parent, cases) {
      figure(parent, 'Lost updates', 'per cent of all updates that are missing in the end',
        () => bars(cases, each => 100 * (detail(each, 'lost') || 0) / Math.max(1, detail(each, 'expected') || 0),
          value => number(value) + ' %', 'value'), {wide: true, bars: cases.length});
      figure(parent, 'What an update costs', 'median, logarithmic', () => bars(cases, each => each.p50, quantity('ns'), 'log'),
        {wide: true, bars: cases.length});
    },

    spawn(parent, cases) {
      figure(parent, 'What a start costs', 'median, logarithmic', () => bars(cases, each => 1e6 * each.p50, quantity('ns'), 'log'),
        {wide: true, bars: cases.length});
    },

    footprint(parent, cases) {
      figure(parent, 'What memory a pool takes', 'PSS of each process before any work, median',
        () => bars(cases.map(each => ({...each, case: each.case + ', ' + parameter(each, 'transport')})), each => each.p50,
          value => number(value) + ' MiB', 'value'), {wide: true, bars: cases.length});
    },

    throughput(parent, cases) {
      figure(parent, 'Throughput', 'median, logarithmic; a rate can be compared with those of its unit only',
        () => bars(cases, each => each.p50, null, 'log'), {wide: true, bars: cases.length});
    },

    growth(parent, cases) {
      figure(parent, 'What a task costs', 'by the number of tasks in one go, both logarithmic', () => overTasks(cases,
        each => each.p50, value => time(value, 'ns'), 'log'));
      figure(parent, "The program's heap", 'after a collection, when half of the results are there', () => overTasks(cases,
        each => detail(each, 'heapHalfwayMiB'), value => number(value) + ' MiB', 'value'));
    },

    latency: distributions,
    recovery: distributions,
  };

  function handoffOverSize(cases, marks) {
    const last = Math.max(...marks.map(each => each.p50));
    const line = name => ({
      silent: true, symbol: 'none', lineStyle: {type: 'dashed', color: colours[name]},
      data: marks.filter(each => parameter(each, 'handoff') === name).map(each => ({xAxis: each.p50,
        label: {formatter: bytes(each.p50), color: colours[name],
          // Left of the line, and of two lines right of the right one, so that close ones do not overlap.
          position: marks.length > 1 && each.p50 === last ? 'insideEndBottom' : 'insideEndTop'}})),
    });
    return {
      tooltip: {trigger: 'axis', valueFormatter: value => value == null ? '' : time(value, 'ms'),
        axisPointer: {label: {formatter: point => bytes(point.value)}}},
      xAxis: axis('size', {type: 'log', logBase: 2, min: 'dataMin', max: 'dataMax', axisLabel: {formatter: bytes, hideOverlap: true}}),
      yAxis: {type: 'log', axisLabel: {formatter: value => time(value, 'ms')}, splitLine: {lineStyle: {opacity: .25}}},
      series: groups(cases, each => each.case).map(([name, own]) => ({
        name, type: 'line', color: colours[name], symbolSize: 7,
        data: own.map(each => [parameter(each, 'bytes'), each.p50]).sort((a, b) => a[0] - b[0]),
        markLine: line(name),
      })),
    };
  }

  function phases(cases) {
    const names = unique(cases.flatMap(each => Object.keys(each.details || {})))
      .filter(name => name.endsWith('Ms') && !name.startsWith('first'));
    return {
      tooltip: {trigger: 'axis', axisPointer: {type: 'shadow'}, valueFormatter: value => time(value || 0, 'ms')},
      xAxis: axis('', {type: 'value', axisLabel: {formatter: value => time(value, 'ms'), hideOverlap: true}}),
      yAxis: {type: 'category', inverse: true, data: cases.map(each => each.case)},
      series: names.map(name => ({
        name: name.slice(0, -2), type: 'bar', stack: 'phases', color: colours[name.slice(0, -2)],
        data: cases.map(each => detail(each, name) || 0),
      })),
    };
  }

  function speedups(cases) {
    const models = unique(cases.map(each => each.case));
    const workers = unique(cases.filter(each => each.case !== 'serial').map(each => parameter(each, 'workers')));
    return {
      tooltip: {trigger: 'axis', axisPointer: {type: 'shadow'}, valueFormatter: value => value == null ? '' : number(value) + ' ×'},
      xAxis: {type: 'category', data: models, axisLabel: {interval: 0, rotate: 40}},
      yAxis: {type: 'value', axisLabel: {formatter: '{value} ×'}, splitLine: {lineStyle: {opacity: .25}}},
      series: workers.map((count, index) => ({
        name: count + (count === 1 ? ' worker' : ' workers'), type: 'bar',
        data: models.map(model => {
          const found = cases.find(each => each.case === model
            && (model === 'serial' || parameter(each, 'workers') === count));
          return found && found.n > 0 ? detail(found, 'speedup') : null;
        }),
        markLine: index === 0 ? {silent: true, symbol: 'none', label: {show: false}, data: [{yAxis: 1}]} : undefined,
      })),
    };
  }

  /** A bar for each case, with its value beside it: `scale` is `log` or `value`. */
  function bars(cases, value, format, scale) {
    const named = cases.filter(each => each.n > 0);
    const text = each => (format || quantity(each.unit))(value(each));
    const values = named.map(value).filter(each => each > 0);
    return {
      legend: {show: false},
      grid: {left: 8, right: 90, top: 8, bottom: 28, containLabel: true},
      xAxis: {type: scale, axisLabel: {formatter: format || number, hideOverlap: true}, splitLine: {lineStyle: {opacity: .25}},
        ...(scale === 'log' && values.length ? {min: 10 ** Math.floor(Math.log10(Math.min(...values)) - .3)} : {})},
      yAxis: {type: 'category', inverse: true, data: named.map(each => each.case),
        axisLabel: {width: innerWidth < 640 ? 120 : 260, overflow: 'break', lineHeight: 13}},
      series: [{
        type: 'bar', barMaxWidth: 26, data: named.map(value),
        label: {show: true, position: 'right', formatter: point => text(named[point.dataIndex])},
      }],
    };
  }

  function overTasks(cases, value, format, scale) {
    return {
      tooltip: {trigger: 'axis', valueFormatter: each => each == null ? '' : format(each),
        axisPointer: {label: {formatter: point => number(point.value)}}},
      xAxis: axis('tasks', {type: 'log', min: 'dataMin', max: 'dataMax', axisLabel: {formatter: number, hideOverlap: true}}),
      yAxis: {type: scale, axisLabel: {formatter: format}, splitLine: {lineStyle: {opacity: .25}}},
      series: groups(cases, each => each.case).map(([name, own]) => ({
        name, type: 'line', symbolSize: 7, data: own.map(each => [parameter(each, 'tasks'), value(each)]),
      })),
    };
  }

  function distributions(parent, cases) {
    const drawn = cases.filter(each => (each.distribution || []).length > 1);
    if (drawn.length === 0) return;
    const unit = drawn[0].unit;
    figure(parent, 'Distribution', 'so many per cent took no longer; the tail is stretched, both axes logarithmic', () => ({
      tooltip: {trigger: 'axis', valueFormatter: quantity(unit),
        axisPointer: {label: {formatter: point => number(100 - 100 / point.value) + ' %'}}},
      xAxis: axis('percentile', {type: 'log', axisLabel: {formatter: value => number(100 - 100 / value) + ' %'}}),
      yAxis: {type: 'log', axisLabel: {formatter: value => time(value, unit)}, splitLine: {lineStyle: {opacity: .25}}},
      series: drawn.map(each => ({
        name: each.case, type: 'line', showSymbol: false, step: 'end',
        // The hundredth percentile has no place on such an axis.
        data: each.distribution.filter(point => point[0] < 100 && point[1] > 0)
          .map(point => [100 / (100 - point[0]), point[1]]),
      })),
    }), {wide: true});
  }

  // Putting it together --------------------------------------------------------------------------------------------

  function table(parent, section) {
    const side = column => section.alignment[column] === 'r' ? {class: 'r'} : {};
    const grid = element(element(parent, 'div', {class: 'scroll'}), 'table');
    const [headings, ...rows] = section.rows;
    const head = element(element(grid, 'thead'), 'tr');
    headings.forEach((cell, column) => element(head, 'th', {scope: 'col', ...side(column)}, cell));
    const body = element(grid, 'tbody');
    for (const row of rows) {
      const line = element(body, 'tr');
      row.forEach((cell, column) => element(line, 'td', side(column), cell));
    }
  }

  function chapter({measurement, section, cases}) {
    element(document.getElementById('contents'), 'a', {href: '#' + measurement}, measurement);
    const place = element(document.getElementById('chapters'), 'section', {id: measurement});
    element(place, 'h2', {}, section.title);
    if (section.findings.length) {
      const findings = element(place, 'ul', {class: 'findings'});
      section.findings.forEach(finding => element(findings, 'li', {}, finding));
    }
    const paint = charts[measurement];
    if (paint) paint(element(place, 'div', {class: 'charts'}), cases);
    const figures = element(place, 'details');
    element(figures, 'summary', {}, 'All figures');
    table(figures, section);
    if (section.drawing.length) element(figures, 'pre', {}, section.drawing.join('\n'));
  }

  const about = document.getElementById('about');
  element(about, 'code', {}, report.command);
  about.append(' on ' + report.machine + ', ' + report.at + ', Baton ' + report.version + '.');
  report.chapters.forEach(chapter);
  drawings.forEach(draw);
  dark.addEventListener('change', () => drawings.forEach(draw));
  new ResizeObserver(() => drawings.forEach(drawing => drawing.chart.resize())).observe(document.body);
})();
