// Chromium as the benchmarks start it: headless, without its own errands on the network.
import { existsSync } from 'node:fs';
import puppeteer from 'puppeteer-core';

export const chromePath = process.env.CHROME_PATH ?? ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);

export const chromeFlags = [
  '--headless=new', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync',
];

export const launch = () => puppeteer.launch({ executablePath: chromePath, args: chromeFlags });

/** A page of a visitor who was never here, or of the person whose Cookie header it is. */
export const newPage = async (browser, cookie, width = 1440, height = 900) => {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  await page.setViewport({ width, height });
  if (cookie) {
    await page.setExtraHTTPHeaders({ Cookie: cookie });
  }
  return page;
};

export const pause = ms => new Promise(done => setTimeout(done, ms));
