// Opens the records behind a figure: unpacks the page's data, lists it page by page, searches.
// Data: {"registers":[title…], "areas":[name…], "records":[[register, label, area, number]…],
// "figures":{id:{"records":[…], "days":[…], "amounts":[…], "units":[…]}}}; days are counted from
// 1970-01-01. A computed figure also has "components" and their "titles", and a unit for each.
'use strict';
(() => {
  const PAGE = 50;
  // The columns of a row, and how the page's style sets them. What `once` marks is said above the
  // table if all rows have the same.
  const COLUMNS = [{ title: '序号' }, { title: '台账', kind: 'register', once: true }, { title: '记录编号' },
    { title: '记录' }, { title: '区域', once: true }, { title: '日期', kind: 'day', once: true },
    { title: '数额', kind: 'number', once: true }, { title: '计入', once: true }];
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
    const figure = all.figures[id];
    if (!figure) return [];
    return figure.records.map((index, i) => {
      const [register, label, area, number] = all.records[index];
      const component = figure.components ? figure.components[i] : 0;
      const row = ['', all.registers[register], number, label, all.areas[area],
        dayText(figure.days[i]), figure.amounts[i] + figure.units[component]];
      return figure.titles ? [...row, figure.titles[component]] : row;
    });
  }

  // The columns that differ between rows, and what all rows have in common.
  function columnsOf(rows) {
    const common = COLUMNS.map((column, at) => column.once && rows.length > 1
      && rows.every((row) => row[at] === rows[0][at]));
    const there = COLUMNS.map((column, at) => at).filter((at) => at < rows[0].length);
    return {
      shown: there.filter((at) => !common[at]),
      said: there.filter((at) => common[at]).map((at) => `${COLUMNS[at].title}“${rows[0][at]}”`),
    };
  }

  function tableOf(rows, first, columns) {
    const table = make('table', undefined, 'records');
    const head = table.createTHead().insertRow();
    for (const column of columns) {
      const cell = make('th', COLUMNS[column].title);
      cell.scope = 'col';
      head.append(cell);
    }
    const content = table.createTBody();
    rows.forEach((row, i) => {
      const line = content.insertRow();
      for (const column of columns) {
        const text = column === 0 ? String(first + i + 1) : row[column];
        const cell = make('td', text, COLUMNS[column].kind);
        cell.dataset.title = COLUMNS[column].title;
        line.append(cell);
      }
    });
    return table;
  }

  // A record that counts in several figures of a computed one has a row for each.
  function counted(rows) {
    const records = new Set(rows.map(([, register, number]) => `${register} ${number}`)).size;
    return records === rows.length ? `共 ${records} 条` : `共 ${records} 条记录，分列 ${rows.length} 行`;
  }

  function list(place, rows) {
    const tools = make('div', undefined, 'tools');
    const search = make('input');
    search.type = 'search';
    search.placeholder = '查找记录';
    search.setAttribute('aria-label', '按编号、记录、区域或日期查找');
    const before = make('button', '上一页');
    const after = make('button', '下一页');
    const status = make('span');
    status.setAttribute('role', 'status');
    tools.append(search, before, after, status);
    const holder = make('div');
    const { shown, said } = columnsOf(rows);
    const common = make('p', said.length > 0 ? `各条相同：${said.join('、')}。` : '', 'common');
    place.replaceChildren(tools, common, holder);
    let found = rows;
    let page = 0;
    const show = () => {
      const pages = Math.max(1, Math.ceil(found.length / PAGE));
      page = Math.min(Math.max(page, 0), pages - 1);
      const first = page * PAGE;
      holder.replaceChildren(tableOf(found.slice(first, first + PAGE), first, shown));
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
