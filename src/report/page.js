// Opens the records behind a figure: unpacks the page's data, lists it page by page, searches.
// Data: {"registers":[title…], "areas":[name…], "records":[[register, label, area, number]…],
// "figures":{id:[[record…],[day…],[amount…]]}}; days are counted from 1970-01-01. A computed
// figure also has [component…] and the components' [title…].
'use strict';
(() => {
  const PAGE = 50;
  const TITLES = ['序号', '台账', '记录编号', '记录', '区域', '日期', '数额', '计入'];
  const KINDS = ['', '', '', '', '', 'day', 'number', ''];  // How the page's style sets each column.
  const body = document.body;
  body.classList.add('script');
  let data = null;
  let came = null;

  const make = (tag, text, className) => {
    const element = document.createElement(tag);
    if (text !== undefined) element.textContent = text;
    if (className) element.className = className;
    return element;
  };

  async function unpack() {
    if (data) return data;
    const packed = atob(document.getElementById('data').textContent.trim());
    const bytes = Uint8Array.from(packed, (c) => c.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
    data = JSON.parse(await new Response(stream).text());
    return data;
  }

  const dayText = (days) => new Date(days * 86400000).toISOString().slice(0, 10);

  function rowsOf(all, id) {
    const [records, days, amounts, components, titles] = all.figures[id] || [[], [], []];
    return records.map((index, i) => {
      const [register, label, area, number] = all.records[index];
      const row = [all.registers[register], number, label, all.areas[area], dayText(days[i]),
        amounts[i]];
      return titles ? [...row, titles[components[i]]] : row;
    });
  }

  function tableOf(rows, first) {
    const table = make('table', undefined, 'records');
    const head = table.createTHead().insertRow();
    const columns = 1 + Math.max(0, ...rows.map((row) => row.length));
    for (const title of TITLES.slice(0, columns)) {
      const cell = make('th', title);
      cell.scope = 'col';
      head.append(cell);
    }
    const content = table.createTBody();
    rows.forEach((row, i) => {
      const line = content.insertRow();
      [String(first + i + 1), ...row].forEach((text, column) => {
        const cell = make('td', text, KINDS[column]);
        cell.dataset.title = TITLES[column];
        line.append(cell);
      });
    });
    return table;
  }

  // A record that counts in several figures of a computed one has a row for each.
  function counted(rows) {
    const records = new Set(rows.map(([register, number]) => `${register} ${number}`)).size;
    return records === rows.length ? `共 ${records} 条` : `共 ${records} 条记录，分列 ${rows.length} 行`;
  }

  function list(place, rows) {
    const tools = make('div', undefined, 'tools');
    const search = make('input');
    search.type = 'search';
    search.placeholder = '查找编号、记录、区域或日期';
    search.setAttribute('aria-label', '在依据的记录中查找');
    const before = make('button', '上一页');
    const after = make('button', '下一页');
    const status = make('span');
    status.setAttribute('role', 'status');
    tools.append(search, before, after, status);
    const holder = make('div');
    place.replaceChildren(tools, holder);
    let found = rows;
    let page = 0;
    const show = () => {
      const pages = Math.max(1, Math.ceil(found.length / PAGE));
      page = Math.min(Math.max(page, 0), pages - 1);
      const first = page * PAGE;
      holder.replaceChildren(tableOf(found.slice(first, first + PAGE), first));
      status.textContent = `${counted(found)}，第 ${page + 1} / ${pages} 页`;
      before.disabled = page === 0;
      after.disabled = page === pages - 1;
    };
    search.addEventListener('input', () => {
      const words = search.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
      found = words.length === 0 ? rows : rows.filter((row) => {
        const text = row.join(' ').toLowerCase();
        return words.every((word) => text.includes(word));
      });
      page = 0;
      show();
    });
    before.addEventListener('click', () => { page -= 1; show(); });
    after.addEventListener('click', () => { page += 1; show(); });
    show();
  }

  async function fill(section) {
    const place = section.querySelector('.list');
    if (!place || place.dataset.filled) return;  // A rate has no records.
    place.dataset.filled = 'yes';
    place.textContent = '正在展开记录……';
    try {
      const rows = rowsOf(await unpack(), section.dataset.figure);
      if (rows.length > 0) list(place, rows); else place.textContent = '没有依据的记录。';
    } catch (error) {
      place.textContent = '此浏览器无法展开记录，请换用较新的浏览器。';
    }
  }

  function follow() {
    const hash = decodeURIComponent(location.hash.slice(1));
    const target = hash ? document.getElementById(hash) : null;
    const section = target && target.classList.contains('source') ? target : null;
    document.querySelectorAll('.source.open').forEach((each) => each.classList.remove('open'));
    body.classList.toggle('tracing', section !== null);
    if (section) {
      section.classList.add('open');
      const back = section.querySelector('.back a');
      if (came) back.hash = came;
      fill(section);
      window.scrollTo(0, 0);
      section.querySelector('h3').focus();
    } else if (target) {
      target.scrollIntoView({ block: 'center' });
      if (target.matches('a')) target.focus();
    }
  }

  document.addEventListener('click', (event) => {
    const figure = event.target.closest('a.figure');
    if (figure) came = '#' + figure.id;
  });
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || !body.classList.contains('tracing')) return;
    location.hash = document.querySelector('.source.open .back a').hash;
  });
  window.addEventListener('hashchange', follow);
  follow();
})();
