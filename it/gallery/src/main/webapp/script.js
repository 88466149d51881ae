// Everything works without this: it adds drag and drop, a look at what was chosen, and progress.
(() => {
  'use strict';
  document.documentElement.classList.add('script');
  document.querySelector('[data-summary]')?.focus();
  document.querySelectorAll('form[data-upload]').forEach(enhance);

  function enhance(form) {
    const input = form.querySelector('input[type=file]');
    const drop = form.querySelector('[data-drop]');
    const list = form.querySelector('[data-chosen]');
    const limit = Number(drop.dataset.limit);

    input.addEventListener('change', () => choose([...input.files], []));
    for (const name of ['dragenter', 'dragover']) {
      drop.addEventListener(name, event => {
        event.preventDefault();
        drop.classList.add('over');
      });
    }
    for (const name of ['dragleave', 'dragend']) {
      drop.addEventListener(name, () => drop.classList.remove('over'));
    }
    drop.addEventListener('drop', event => {
      event.preventDefault();
      drop.classList.remove('over');
      const dropped = [...event.dataTransfer.files];
      choose(input.multiple ? [...input.files, ...dropped] : dropped.slice(0, 1), []);
    });
    form.addEventListener('submit', event => {
      event.preventDefault();
      const files = [...input.files];
      const all = files.reduce((sum, file) => sum + file.size, 0);
      const total = Number(drop.dataset.total);
      const direct = form.querySelector('[data-direct]');
      const most = direct?.querySelector('input').checked ? Number(direct.dataset.most) : Infinity;
      if (all > total) report(form, `These files have ${size(all)} together, and ${size(total)} is the most at once: remove some.`, true);
      else if (files.length > most) report(form, `These are ${files.length} files, and ${most} is the most at once: remove some.`, true);
      else if (most < Infinity) sendDirect(form, direct, files);
      else send(form, new FormData(form));
    });

    // The input is what is sent, so it never holds what is too large.
    function choose(files, refused) {
      const chosen = new DataTransfer();
      for (const file of files) {
        if (file.size <= limit) chosen.items.add(file);
        else refused.push(file);
      }
      input.files = chosen.files;
      list.querySelectorAll('img').forEach(image => URL.revokeObjectURL(image.src));
      list.replaceChildren(...refused.map(refusal), ...[...input.files].map(row));
      report(form, refused.length ? `${refused.map(f => `“${f.name}”`).join(', ')}: too large, ${size(limit)} is the most.` : '', refused.length > 0);
    }

    function row(file, index) {
      const item = entry(file, size(file.size), true);
      const remove = document.createElement('button');
      remove.type = 'button';
      remove.className = 'button plain';
      remove.textContent = 'Remove';
      remove.setAttribute('aria-label', `Remove ${file.name}`);
      remove.addEventListener('click', () => {
        choose([...input.files].filter((_, other) => other !== index), []);
        input.focus();
      });
      item.append(remove);
      return item;
    }

    function refusal(file) {
      const item = entry(file, `${size(file.size)}: too large, ${size(limit)} is the most. Not added.`, false);
      item.classList.add('refused');
      return item;
    }
  }

  function entry(file, note, showable) {
    const item = document.createElement('li');
    const label = document.createElement('span');
    label.className = 'label';
    label.append(line('title', file.name), line('quiet', note));
    item.append(thumbnail(file, showable), label);
    return item;
  }

  function line(name, text) {
    const span = document.createElement('span');
    span.className = name;
    span.textContent = text;
    return span;
  }

  function thumbnail(file, showable) {
    if (showable && /^image\/(png|jpeg|gif|webp|bmp)$/.test(file.type)) {
      const image = document.createElement('img');
      image.className = 'thumb';
      image.alt = '';
      image.src = URL.createObjectURL(file);
      return image;
    }
    const paper = document.querySelector('[data-paper]').content.firstElementChild.cloneNode(true);
    paper.querySelector('.kind').textContent = (/\.([^.]{1,5})$/.exec(file.name)?.[1] ?? 'file').toUpperCase();
    return paper;
  }

  // The storage gets the files, by requests that the gallery signs, and the gallery a form that names them.
  async function sendDirect(form, direct, files) {
    start(form);
    const body = new FormData(form);
    body.delete('files');
    const all = files.reduce((sum, file) => sum + file.size, 0);
    let before = 0;
    try {
      for (const file of files) {
        const told = sent => advance(form, (before + sent) / (all || 1));
        body.append('direct', await store(direct, body.get('csrf'), file, told));
        before += file.size;
      }
    } catch (failure) {
      console.warn(failure);
      if (failure.status === 422) fail(form, sentence(failure.page));
      else if (!show(failure.page ?? '')) fail(form);
      return;
    }
    send(form, body);
  }

  async function store(direct, csrf, file, told) {
    const terms = {csrf, name: file.name, size: file.size, type: file.type, way: direct.querySelector('select').value};
    // Browsers compute one for pages that came safely only.
    if (crypto.subtle) terms.sha256 = hex(await crypto.subtle.digest('SHA-256', await file.arrayBuffer()));
    const answer = await fetch(direct.dataset.direct, {method: 'POST', body: new URLSearchParams(terms)});
    if (!answer.ok) throw Object.assign(new Error(`the gallery answered ${answer.status}`), {status: answer.status, page: await answer.text()});
    const upload = await answer.json();
    for (const [index, part] of upload.parts.entries()) {
      const start = index * upload.partSize;
      await put(part, file.slice(start, start + upload.partSize), sent => told(start + sent));
    }
    return upload.id;
  }

  // A part that was lost on the way is sent again, and not the whole file. What the storage has already, because only its
  // answer was lost, it refuses.
  async function put(part, bytes, told) {
    try {
      await sendPart(part, bytes, told, []);
    } catch (failure) {
      console.warn(failure);
      await sendPart(part, bytes, told, [412]);
    }
  }

  // Not by fetch, which tells no progress.
  function sendPart(part, bytes, told, known) {
    return new Promise((resolve, reject) => {
      const request = new XMLHttpRequest();
      request.open(part.method, part.address);
      for (const [name, value] of Object.entries(part.headers)) request.setRequestHeader(name, value);
      request.upload.addEventListener('progress', event => told(Math.min(event.loaded, bytes.size)));
      request.addEventListener('load', () => {
        if ([200, 204, ...known].includes(request.status)) resolve();
        else reject(new Error(`the storage answered ${request.status}`));
      });
      request.addEventListener('error', () => reject(new Error('the storage was not reached')));
      request.send(part.method === 'POST' ? filled(part.fields, bytes) : bytes);
    });
  }

  // The storage reads nothing behind the file.
  function filled(fields, bytes) {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.append(name, value);
    form.append('file', bytes);
    return form;
  }

  function hex(buffer) {
    return [...new Uint8Array(buffer)].map(byte => byte.toString(16).padStart(2, '0')).join('');
  }

  function send(form, body) {
    const request = new XMLHttpRequest();
    request.open('POST', form.action);
    request.upload.addEventListener('progress', event => advance(form, event.lengthComputable ? event.loaded / event.total : 0));
    request.addEventListener('load', () => {
      if (request.responseURL !== form.action) location.assign(request.responseURL);
      else if (!show(request.responseText)) fail(form);
    });
    request.addEventListener('error', () => fail(form));
    start(form);
    request.send(body);
  }

  function start(form) {
    advance(form, 0);
    const box = form.querySelector('[data-progress]');
    box.hidden = false;
    form.querySelector('.actions button').disabled = true;
    // To be heard; to be seen there is the bar.
    report(form, 'Uploading…', false, true);
    box.scrollIntoView({block: 'nearest'});
  }

  function advance(form, part) {
    const bar = form.querySelector('[data-progress] progress');
    bar.value = Math.round(100 * part);
    bar.textContent = `${bar.value} %`;
  }

  function fail(form, text = 'The upload did not get through. Your files are still chosen: try again, perhaps with fewer.') {
    form.querySelector('[data-progress]').hidden = true;
    form.querySelector('.actions button').disabled = false;
    report(form, text, true);
  }

  // What the field cannot hold is told beside the form, so that what else was chosen stays.
  function sentence(html) {
    return new DOMParser().parseFromString(html, 'text/html').querySelector('.notice p')?.textContent;
  }

  // An answer that is no redirect is a page with a refusal, or a server's own answer to what it does not take.
  function show(html) {
    const page = new DOMParser().parseFromString(html, 'text/html');
    const main = page.querySelector('main');
    if (!main) return false;
    document.title = page.title;
    document.querySelector('main').replaceWith(document.adoptNode(main));
    main.focus();
    return true;
  }

  function report(form, text, bad, unseen = false) {
    const line = form.querySelector('[data-report]');
    line.textContent = text;
    line.classList.toggle('bad', bad);
    line.classList.toggle('unseen', unseen);
  }

  function size(bytes) {
    if (bytes < 1024) return `${bytes} bytes`;
    return bytes < 1048576 ? `${Math.round(bytes / 1024)} kB` : `${Math.ceil(bytes / 104857.6) / 10} MB`;
  }
})();
