'use strict';
{
const token = new URLSearchParams(location.search).get('token') ?? '';
const $ = id => document.getElementById(id);
const dark = matchMedia('(prefers-color-scheme: dark)');

/* Everything that is shown goes through here: text becomes text, whatever it contains. */
function element(name, properties = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key === 'class') made.className = value;
    else if (key.includes('-') || key === 'role' || key === 'scope') made.setAttribute(key, value);
    else made[key] = value;
  }
  made.append(...children.filter(child => child !== null && child !== undefined));
  return made;
}

const whole = new Intl.NumberFormat('en');
const count = n => whole.format(n);
const plural = (n, word) => `${count(n)} ${word}${n === 1 ? '' : 's'}`;
function figure(n) {
  if (n >= 1000) return count(Math.round(n));
  return String(Number(n.toPrecision(3)));
}
function bytes(n) {
  if (n < 0) return '–';
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
  let unit = 0;
  while (n >= 1000 && unit < units.length - 1) { n /= 1024; unit++; }
  return `${n >= 100 || unit === 0 ? Math.round(n) : n.toFixed(1)} ${units[unit]}`;
}
function time(ms) {
  if (ms < 0) return '–';
  if (ms < 1) return ms === 0 ? '0 ms' : `${Math.round(ms * 1000)} µs`;
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1000).toFixed(ms < 10_000 ? 1 : 0)} s`;
  const minutes = Math.floor(ms / 60_000);
  if (minutes < 60) return `${minutes} min ${Math.floor(ms / 1000) % 60} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
const clock = ms => new Date(ms).toLocaleTimeString('en-GB');
const state = word => element('span', {class: `state ${word}`}, element('i', {'aria-hidden': 'true'}), word);

function meter(part, text) {
  if (part < 0) return element('span', {class: 'quiet'}, '–');
  const bar = element('span');
  bar.style.transform = `scaleX(${Math.min(1, part)})`;
  return element('span', {class: 'meter'}, element('span', {'aria-hidden': 'true'}, bar), element('span', {}, text));
}

function tile(name, value, note) {
  return element('div', {}, element('dt', {}, name), element('dd', {}, value, note ? element('small', {class: 'quiet'}, ` ${note}`) : null));
}

/* What changed in a part of the page is changed in what is there: focus, selection and scrolling stay. */
const shown = new Map();
function fill(place, data, make) {
  const key = JSON.stringify(data);
  if (shown.get(place) === key) return;
  shown.set(place, key);
  const focused = place.contains(document.activeElement) ? document.activeElement : null;
  patchChildren(place, make(data));
  if (!focused || document.activeElement === focused) return;
  const again = focused.isConnected ? focused
    : focused.dataset.key && place.querySelector(`[data-key="${CSS.escape(focused.dataset.key)}"]`);
  again?.focus({preventScroll: true});
}
/* What has a key is found by it, wherever it is now; all else by its place. */
function patchChildren(place, made) {
  const keys = new Set(made.map(child => child.dataset?.key));
  const known = new Map();
  for (const old of [...place.children]) {
    if (!old.dataset.key) continue;
    if (keys.has(old.dataset.key)) known.set(old.dataset.key, old);
    else old.remove();
  }
  made.forEach((child, i) => {
    const there = place.childNodes[i] ?? null;
    const old = child.dataset?.key ? known.get(child.dataset.key) : there;
    if (!old || old.dataset?.key !== child.dataset?.key) return place.insertBefore(child, there);
    if (old !== there) place.insertBefore(old, there);
    patch(old, child);
  });
  while (place.childNodes.length > made.length) place.lastChild.remove();
}
/* What has listeners has a key that says what they do, as it keeps them. */
function patch(old, made) {
  if (old.nodeName !== made.nodeName) {
    old.replaceWith(made);
  } else if (old.nodeType === Node.TEXT_NODE) {
    if (old.data !== made.data) old.data = made.data;
  } else {
    if (!old.dataset.key) patchAttributes(old, made);
    patchChildren(old, [...made.childNodes]);
  }
}
function patchAttributes(old, made) {
  for (const name of old.getAttributeNames()) if (!made.hasAttribute(name)) old.removeAttribute(name);
  for (const name of made.getAttributeNames()) {
    if (name === 'style') old.style.cssText = made.style.cssText; // as an attribute, the policy forbids it
    else if (old.getAttribute(name) !== made.getAttribute(name)) old.setAttribute(name, made.getAttribute(name));
  }
}

function action(text, key, path, target, title, question, name = text) {
  const button = element('button', {type: 'button', 'aria-label': name}, text);
  button.dataset.key = key;
  button.addEventListener('click', async () => {
    if (!await agreed(title, question, text)) return;
    button.disabled = true;
    try {
      const answer = await fetch(path, {
        method: 'POST', headers: {'Authorization': `Bearer ${token}`, 'Content-Type': 'application/json'},
        body: JSON.stringify({target}),
      });
      tell(answer.ok ? title : 'That was not possible', await answer.text());
    } catch {
      tell('That was not possible', 'The server does not answer.');
    } finally {
      button.disabled = false;
    }
  });
  return button;
}

function agreed(title, question, yes) {
  $('ask-title').textContent = title;
  $('ask-text').textContent = question;
  $('ask-yes').textContent = yes;
  const dialog = $('ask');
  dialog.returnValue = 'no';
  dialog.showModal();
  $('ask-no').focus();
  return new Promise(done => dialog.addEventListener('close', () => done(dialog.returnValue === 'yes'), {once: true}));
}

function tell(title, text) {
  $('told-title').textContent = title;
  $('told-text').textContent = text;
  $('told').showModal();
}

async function textOf(id) {
  try {
    const answer = await fetch(`text?id=${id}`, {headers: {'Authorization': `Bearer ${token}`}});
    return await answer.text();
  } catch {
    return 'The server does not answer.';
  }
}

function job(one) {
  const ended = one.done + one.failed;
  const figures = [
    element('span', {}, element('b', {}, count(one.done)), one.tasks >= 0 ? ` of ${plural(one.tasks, 'task')} done` : ' done'),
    element('span', {class: one.failed ? 'wrong' : ''}, `${count(one.failed)} failed`),
  ];
  if (one.state === 'running') {
    figures.push(
      element('span', {}, `${count(one.running)} with workers`), element('span', {}, `${count(one.waiting)} waiting`),
      element('span', {}, `${figure(one.rate)} tasks/s`),
      element('span', {}, one.etaMs >= 0 ? element('b', {}, `${time(one.etaMs)} left`) : 'time left unknown'));
  }
  const bar = element('progress', {max: Math.max(1, one.tasks), 'aria-label': `Progress of ${one.name}`});
  if (one.tasks >= 0) bar.value = Math.min(ended, one.tasks);
  return element('article', {class: 'job'},
    element('div', {class: 'name'}, element('b', {}, one.name), element('code', {title: one.command}, one.id)),
    element('div', {class: 'side'}, state(one.state), one.canCancel
      ? action('Cancel', `cancel ${one.id}`, 'cancel', one.id, 'Cancel the run',
        `Job ${one.id} (${one.name}) ends, as by Ctrl-C. What it has done is kept.`) : null),
    bar, element('div', {class: 'figures'}, ...figures), one.message ? element('p', {class: 'why'}, one.message) : null);
}

function workerRow(one) {
  const restarts = one.evidence >= 0
    ? element('button', {type: 'button', class: 'link'}, `${one.restarts}: why`) : String(one.restarts);
  if (one.evidence >= 0) {
    restarts.dataset.key = `why ${one.host}/${one.number} ${one.evidence}`;
    restarts.addEventListener('click', async () => tell(`The last death of ${one.host}/${one.number}`, await textOf(one.evidence)));
  }
  return element('tr', {},
    element('th', {scope: 'row'}, `${one.host}/${one.number}`), element('td', {}, state(one.state)),
    element('td', {class: 'r'}, one.task < 0 ? '–' : one.slots > 1 ? `${one.task}, ${one.running} of ${one.slots}` : String(one.task)),
    element('td', {class: 'r'}, one.task < 0 ? '–' : time(one.taskMs)),
    element('td', {}, meter(one.busy, `${Math.round(one.busy * 100)} %`)),
    element('td', {}, meter(one.cpu, `${Math.round(one.cpu * 100)} %`)),
    element('td', {class: 'r'}, bytes(one.memory)), element('td', {class: 'r'}, count(one.done)),
    element('td', {class: one.failed ? 'r wrong' : 'r'}, count(one.failed)),
    element('td', {class: 'r'}, String(one.pid)), element('td', {}, restarts));
}

function hostRows(one) {
  const row = element('tr', {},
    element('th', {scope: 'row'}, one.name), element('td', {}, state(one.state)), element('td', {class: 'r'}, count(one.workers)),
    element('td', {}, meter(one.slots ? one.running / one.slots : 0, `${count(one.running)} of ${count(one.slots)}`)),
    element('td', {class: 'r'}, one.cpu < 0 ? '–' : one.cpu.toFixed(1)), element('td', {class: 'r'}, bytes(one.memory)),
    element('td', {}, one.storeLimit
      ? meter(one.storeUsed / one.storeLimit, `${bytes(one.storeUsed)} of ${bytes(one.storeLimit)}`) : '–'),
    element('td', {class: 'r'}, count(one.done)), element('td', {class: one.failed ? 'r wrong' : 'r'}, count(one.failed)),
    element('td', {class: 'r'}, count(one.restarts)),
    element('td', {class: 'r'}, one.canDrain
      ? action('Drain', `drain ${one.id}`, 'drain', one.id, `Drain ${one.name}`,
        'The host finishes what it runs, hands back the rest, and leaves the pool.', `Drain ${one.name}`) : ''));
  return [row, ...one.problems.map(text => element('tr', {class: 'problem'}, element('td', {colSpan: 11}, text)))];
}

const open = new Map();
function problem(one) {
  const text = element('pre', {tabIndex: 0}, open.get(one.text));
  const details = element('details', {}, element('summary', {},
    one.count > 1 ? element('b', {}, `${count(one.count)} × `) : null, one.summary,
    element('span', {}, `${clock(one.atMs)} · ${one.where}`)), text);
  if (one.replay) {
    details.append(element('div', {class: 'tools'}, action('Run again', `replay ${one.replay}`, 'replay', one.replay,
      `Run task ${one.replay} again`, 'It runs alone, in a worker of its own on this machine. It has ended workers before.')));
  }
  details.dataset.key = `problem ${one.text} ${one.replay ?? ''}`;
  details.addEventListener('toggle', async () => {
    if (!details.open) { open.delete(one.text); return; }
    if (!open.has(one.text)) open.set(one.text, await textOf(one.text));
    text.textContent = open.get(one.text);
  });
  details.open = open.has(one.text);
  return details;
}

function problems(name, list, nothing) {
  $(`${name}-count`).textContent = list.total ? count(list.total) : '';
  fill($(name), list, () => list.rows.length ? list.rows.map(problem) : [element('p', {}, nothing)]);
}

/* Charts */
const colour = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const charts = {rate: null, wait: null};
function chart(name) {
  charts[name] ??= echarts.init($(`chart-${name}`), null, {renderer: 'svg'});
  return charts[name];
}
function draw(name, series, values, format) {
  const data = values.map((value, i) => [series.fromMs + (i + 1) * series.stepMs, value]);
  chart(name).setOption({
    animation: false,
    grid: {left: 56, right: 8, top: 12, bottom: 24},
    tooltip: {trigger: 'axis', renderMode: 'richText', valueFormatter: format, axisPointer: {animation: false}},
    xAxis: {type: 'time', axisLine: {lineStyle: {color: colour('--rule')}}, axisTick: {show: false}, splitNumber: 4,
      axisLabel: {color: colour('--quiet'), fontSize: 11, hideOverlap: true}},
    yAxis: {type: 'value', min: 0, splitNumber: 3, axisLabel: {color: colour('--quiet'), fontSize: 11, formatter: format},
      splitLine: {lineStyle: {color: colour('--rule')}}},
    series: [{type: 'line', data, showSymbol: data.length < 2, lineStyle: {width: 1.6, color: colour('--accent')},
      itemStyle: {color: colour('--accent')}, areaStyle: {color: colour('--accent'), opacity: .12}, silent: true}],
  });
  const last = values.length ? format(values[values.length - 1]) : 'nothing yet';
  $(`chart-${name}`).setAttribute('aria-label', `${name === 'rate' ? 'Throughput' : 'Wait'} over time; now ${last}`);
}

/* A square for each worker: what it does is in its shape as well as in its colour. */
const SIDE = 9, GAP = 2;
function drawMap(letters) {
  const map = $('map');
  map.hidden = letters.length < 30;
  if (map.hidden) return;
  const width = map.parentElement.clientWidth - 34;
  const columns = Math.max(1, Math.floor(width / (SIDE + GAP)));
  const rows = Math.ceil(letters.length / columns);
  const scale = devicePixelRatio || 1;
  map.width = columns * (SIDE + GAP) * scale;
  map.height = rows * (SIDE + GAP) * scale;
  map.style.width = `${columns * (SIDE + GAP)}px`;
  map.style.height = `${rows * (SIDE + GAP)}px`;
  const pen = map.getContext('2d');
  pen.scale(scale, scale);
  const [accent, idle, bad, warn] = ['--accent', '--idle', '--bad', '--warn'].map(colour);
  for (let i = 0; i < letters.length; i++) {
    const x = (i % columns) * (SIDE + GAP), y = Math.floor(i / columns) * (SIDE + GAP);
    const letter = letters[i];
    pen.fillStyle = pen.strokeStyle = letter === 'b' ? accent : letter === 'i' || letter === 'p' ? idle : letter === 'd' ? warn : bad;
    if (letter === 'b') {
      pen.fillRect(x, y, SIDE, SIDE);
    } else if (letter === 'i') {
      pen.strokeRect(x + .5, y + .5, SIDE - 1, SIDE - 1);
    } else if (letter === 'p') {
      pen.fillRect(x + SIDE / 2 - 1, y + SIDE / 2 - 1, 2, 2);
    } else if (letter === 'd') {
      pen.fillRect(x, y + SIDE / 2, SIDE, SIDE / 2);
    } else {
      pen.beginPath();
      pen.moveTo(x, y); pen.lineTo(x + SIDE, y + SIDE); pen.moveTo(x + SIDE, y); pen.lineTo(x, y + SIDE);
      pen.stroke();
    }
  }
}

/* The parts of the page. Each is drawn in a frame of its own, so that none takes long. */
const parts = [
  now => {
    const {about, totals} = now;
    document.title = `${about.title} · Baton`;
    $('title').textContent = about.title;
    $('about').textContent = about.scope === 'run' ? `a run in pool ${about.pool}` : 'a pool on a cluster';
    $('version').textContent = `Baton ${about.version}`;
    $('notice').hidden = !about.notice;
    if ($('notice').textContent !== (about.notice ?? '')) $('notice').textContent = about.notice ?? '';
    fill($('tiles'), totals, () => [
      tile('Throughput', figure(totals.rate), 'tasks/s'), tile('Waiting', count(totals.waiting), 'tasks'),
      tile('Wait', totals.waitMs < 0 ? '–' : time(totals.waitMs), now.series.isEstimate ? 'estimated' : 'on average'),
      tile('Slots in use', count(totals.running), `of ${count(totals.slots)}`), tile('Workers', count(totals.workers)),
      tile('Failed attempts', about.scope === 'run' ? count(totals.failed) : count(now.hosts.reduce((sum, host) => sum + host.failed, 0))),
      tile('Workers died', count(totals.lost), plural(totals.restarts, 'restart')),
    ]);
    live(about.end ? '' : 'on', about.end ?? 'live');
  },
  now => {
    fill($('job-list'), now.jobs, list => list.length ? list.map(job) : [element('p', {class: 'quiet'}, 'No job yet.')]);
    $('jobs-more').textContent = now.moreJobs ? `and ${plural(now.moreJobs, 'older job')}` : '';
  },
  now => draw('rate', now.series, now.series.rate, value => figure(value)),
  now => {
    $('wait-label').textContent = now.series.isEstimate ? 'what waits, divided by the throughput' : 'before a task runs, on average';
    draw('wait', now.series, now.series.waits, value => time(value));
  },
  now => drawMap(now.workers.map),
  now => {
    fill($('states'), now.workers.states, list => list.map(one =>
      element('li', {}, state(one.state), ' ', element('b', {}, count(one.count)))));
    fill($('view-state'), [...now.workers.states.map(one => one.state), view.state], words =>
      [element('option', {value: ''}, 'any'), ...[...new Set(words)].filter(Boolean).map(word => element('option', {value: word}, word))]);
    $('view-state').value = view.state;
  },
  now => {
    fill($('workers').tBodies[0], now.workers.rows, rows => rows.map(workerRow));
    const to = now.workers.from + now.workers.rows.length;
    $('pager').hidden = now.workers.total <= now.workers.rows.length;
    $('range').textContent = `${count(now.workers.from + 1)}–${count(to)} of ${count(now.workers.total)}`;
    $('before').disabled = now.workers.from === 0;
    $('after').disabled = to >= now.workers.total;
  },
  now => {
    problems('failures', now.failures, now.about.scope === 'run' ? 'No attempt has failed.' : 'The journal has no failed attempt.');
    problems('losses', now.losses, 'No worker has died.');
    problems('quarantine', now.quarantine, 'No task is in quarantine.');
  },
  now => {
    fill($('hosts').tBodies[0], now.hosts, rows => rows.flatMap(hostRows));
    $('hosts-more').textContent = now.moreHosts ? `and ${plural(now.moreHosts, 'more host')} without trouble` : '';
  },
  now => {
    $('store').hidden = !now.store;
    if (!now.store) return;
    const s = now.store;
    fill($('store-figures'), s, () => [
      tile('In memory', bytes(s.used), `of ${bytes(s.limit)}`), tile('Kept for the next', bytes(s.warm)),
      tile('On disk', bytes(s.spilled), s.spillLimit ? `of ${bytes(s.spillLimit)}` : ''), tile('Blobs', count(s.blobs)),
      tile('Leases', count(s.leases)), tile('From other hosts', bytes(s.received))]);
    fill($('holders').tBodies[0], now.holders, rows => rows.map(one => element('tr', {},
      element('th', {scope: 'row'}, one.process), element('td', {}, one.host), element('td', {class: 'r'}, count(one.blobs)),
      element('td', {class: 'r'}, bytes(one.bytes)), element('td', {class: 'r'}, count(one.leases)))));
    $('holders').hidden = now.holders.length === 0;
  },
];

/* What comes while the page is being drawn, or is not seen, takes the place of what was to be drawn. */
let last = null;
const toDraw = [];
function show(now) {
  last = now;
  if (!toDraw.length) requestAnimationFrame(drawNext);
  for (const part of parts) if (!toDraw.includes(part)) toDraw.push(part);
}
function drawNext() {
  toDraw.shift()(last);
  if (toDraw.length) requestAnimationFrame(drawNext);
}

function live(kind, text) {
  $('live').className = kind;
  if ($('live-text').textContent !== text) $('live-text').textContent = text; // it is read aloud
}

/* What is listed of the workers is chosen by the server: it has a thousand, the page a few. */
const view = {host: '', state: '', order: 'name', from: 0};
let source = null;
function connect() {
  source?.close();
  source = new EventSource(`events?${new URLSearchParams({token, ...view})}`);
  source.onmessage = event => show(JSON.parse(event.data));
  source.addEventListener('end', () => source.close());
  source.onerror = () => { if (!last?.about.end) live('off', 'no connection; what is shown is old'); };
}
function choose(change) {
  Object.assign(view, {from: 0}, change);
  connect();
}
let typing = 0;
$('view').addEventListener('submit', event => event.preventDefault());
$('view-host').addEventListener('input', () => { clearTimeout(typing); typing = setTimeout(() => choose({host: $('view-host').value}), 250); });
$('view-state').addEventListener('change', () => choose({state: $('view-state').value}));
$('view-order').addEventListener('change', () => choose({order: $('view-order').value}));
$('before').addEventListener('click', () => choose({from: Math.max(0, (last?.workers.from ?? 0) - 25)}));
$('after').addEventListener('click', () => choose({from: (last?.workers.from ?? 0) + 25}));
addEventListener('resize', () => { charts.rate?.resize(); charts.wait?.resize(); if (last) drawMap(last.workers.map); });
dark.addEventListener('change', () => { if (last) show(last); });
connect();
}
