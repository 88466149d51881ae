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
      const all = [...input.files].reduce((sum, file) => sum + file.size, 0);
      const total = Number(drop.dataset.total);
      if (all <= total) send(form);
      else report(form, `These files have ${size(all)} together, and ${size(total)} is the most at once: remove some.`, true);
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
    const paper = line('thumb paper', '');
    paper.append(line('kind', (/\.([^.]{1,5})$/.exec(file.name)?.[1] ?? 'file').toUpperCase()));
    return paper;
  }

  function send(form) {
    const request = new XMLHttpRequest();
    const box = form.querySelector('[data-progress]');
    const bar = box.querySelector('progress');
    const button = form.querySelector('.actions button');
    const body = new FormData(form);
    request.open('POST', form.action);
    request.upload.addEventListener('progress', event => {
      bar.value = event.lengthComputable ? Math.round(100 * event.loaded / event.total) : 0;
      bar.textContent = `${bar.value} %`;
    });
    request.addEventListener('load', () => {
      if (request.responseURL !== form.action) location.assign(request.responseURL);
      else if (!show(request.responseText)) fail();
    });
    request.addEventListener('error', fail);
    bar.value = 0;
    box.hidden = false;
    button.disabled = true;
    // To be heard; to be seen there is the bar.
    report(form, 'Uploading…', false, true);
    box.scrollIntoView({block: 'nearest'});
    request.send(body);

    function fail() {
      box.hidden = true;
      button.disabled = false;
      report(form, 'The upload did not get through. Your files are still chosen: try again, perhaps with fewer.', true);
    }
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
