// node long-chat.mjs ADDRESS COOKIE ROUNDS: opens a long chat in Chromium and prints, as one JSON line, milliseconds as its reader waits for them:
// until it can be used, for older messages, from a key to the frame that shows it, for 20,000 lines pasted, and put into the field itself.
import { launch, newPage, pause } from './chromium.mjs';

const lines = 20_000;
const older = 12;
const keys = 60;
const [address, cookie, rounds] = process.argv.slice(2);

const at = (values, share) => values.sort((a, b) => a - b)[Math.max(0, Math.ceil(values.length * share) - 1)];

// In the page: usable is when the last messages are there, the field has the caret and its script listens.
const watchUsable = () => {
  window.usable = new Promise(done => {
    const look = () => {
      const isThere = document.activeElement?.matches('prompt-composer [data-part=field]') && document.querySelector('chat-page article');
      if (isThere) {
        done(performance.now());
      } else {
        requestAnimationFrame(look);
      }
    };
    requestAnimationFrame(look);
  });
  // Behind the next frame: a message is handled once the frame's own work is done.
  window.shown = () => new Promise(done => requestAnimationFrame(() => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => done(performance.now());
    channel.port2.postMessage(0);
  }));
};

const browser = await launch();
try {
  const usable = [];
  let page;
  for (let round = 0; round < Number(rounds); round++) {
    await page?.browserContext().close();
    page = await newPage(browser, cookie);
    await page.evaluateOnNewDocument(watchUsable);
    await page.goto(address, { waitUntil: 'load' });
    usable.push(await page.evaluate(() => window.usable));
    await pause(1_500);
  }

  const elements = () => page.evaluate(() => document.querySelectorAll('*').length);
  const figures = { usable_p50_ms: at(usable, 0.5), usable_p95_ms: at(usable, 0.95), elements: await elements() };

  const key = await page.evaluate(() => {
    window.keyTimes = [];
    document.addEventListener('keydown', event => void window.shown().then(time => window.keyTimes.push(time - event.timeStamp)), true);
  }).then(() => async count => {
    await page.evaluate(() => { window.keyTimes = []; });
    for (let i = 0; i < count; i++) {
      await page.keyboard.press('abcdefghij'[i % 10]);
      await pause(60);
    }
    return page.evaluate(() => window.keyTimes);
  });
  const typed = await key(keys);
  figures.key_p50_ms = at(typed, 0.5);
  figures.key_p95_ms = at(typed, 0.95);

  const waits = [];
  for (let i = 0; i < older; i++) {
    waits.push(await page.evaluate(async () => {
      const scroller = document.querySelector('[data-part=scroll]');
      const first = () => document.querySelector('[data-part=messages] > article')?.id;
      const before = first();
      const begun = performance.now();
      scroller.scrollTop = 0;
      while (first() === before) {
        await new Promise(requestAnimationFrame);
      }
      return await window.shown() - begun;
    }));
    await pause(200);
  }
  figures.older_p50_ms = at(waits, 0.5);
  figures.older_p95_ms = at(waits, 0.95);
  figures.elements_after_scrolling = await elements();

  // What is pasted stays below the 100,000 characters that a message may have.
  await page.evaluate(count => { window.manyLines = Array.from({ length: count }, (_, i) => String(i % 10_000).padStart(4, '0')).join('\n'); }, lines);
  figures.paste_ms = await page.evaluate(async () => {
    const field = document.querySelector('prompt-composer [data-part=field]');
    field.focus();
    field.value = '';
    const data = new DataTransfer();
    data.setData('text/plain', window.manyLines);
    const begun = performance.now();
    if (field.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))) {
      document.execCommand('insertText', false, window.manyLines);
    }
    return await window.shown() - begun;
  });
  figures.pasted_as_file = await page.evaluate(() => document.querySelectorAll('.attachment').length);

  // As a draft comes back and a long question is opened to be edited.
  figures.field_ms = await page.evaluate(async () => {
    const composer = document.querySelector('prompt-composer');
    const begun = performance.now();
    composer.text = window.manyLines;
    return await window.shown() - begun;
  });
  await pause(1_500);
  const full = await key(15);
  figures.key_in_full_field_p50_ms = at(full, 0.5);
  console.log(JSON.stringify(Object.fromEntries(Object.entries(figures).map(([name, value]) => [name, Math.round(value * 10) / 10]))));
} finally {
  await browser.close();
}
