// node scripts.mjs ADDRESS [COOKIE]: opens a page as a first visit and prints, as one JSON line, the bytes of all scripts that came over the wire
// until nothing more was asked for: modules that modules import, and those that the page loads once it stands, too.
import { launch, newPage, pause } from './chromium.mjs';

const quietMs = 2_000;
const longestMs = 30_000;
const [address, cookie] = process.argv.slice(2);

const browser = await launch();
try {
  const page = await newPage(browser, cookie);
  const session = await page.createCDPSession();
  const scripts = new Map();
  const plain = [];
  let pending = 0;
  let last = performance.now();
  await session.send('Network.enable');
  session.on('Network.requestWillBeSent', ({ requestId, request, type }) => {
    if (type === 'Script' || new URL(request.url).pathname.endsWith('.js')) {
      scripts.set(requestId, 0);
      pending++;
      last = performance.now();
    }
  });
  session.on('Network.responseReceived', ({ requestId, response }) => {
    const encoding = Object.entries(response.headers).find(([name]) => name.toLowerCase() === 'content-encoding')?.[1];
    if (scripts.has(requestId) && encoding !== 'br') {
      plain.push(new URL(response.url).pathname);
    }
  });
  session.on('Network.dataReceived', ({ requestId, encodedDataLength }) => {
    if (scripts.has(requestId)) {
      scripts.set(requestId, scripts.get(requestId) + encodedDataLength);
    }
  });
  const end = ({ requestId }) => {
    if (scripts.has(requestId)) {
      pending--;
      last = performance.now();
    }
  };
  session.on('Network.loadingFinished', end);
  session.on('Network.loadingFailed', end);

  const begun = performance.now();
  await page.goto(address, { waitUntil: 'load' });
  last = performance.now();
  while ((pending > 0 || performance.now() - last < quietMs) && performance.now() - begun < longestMs) {
    await pause(50);
  }
  if (plain.length > 0) {
    console.error(`  not in Brotli: ${plain.join(', ')}`);
  }
  console.log(JSON.stringify({ bytes: [...scripts.values()].reduce((sum, bytes) => sum + bytes, 0), requests: scripts.size }));
} finally {
  await browser.close();
}
