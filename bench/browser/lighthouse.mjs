// node lighthouse.mjs ADDRESS [COOKIE]: prints Lighthouse's mobile scores (0..100) as one JSON line, each the median of five runs, for one run's score
// depends on what else the machine did; what failed in the last goes to standard error. REPORT=file.json keeps the last whole report.
import { writeFileSync } from 'node:fs';
import * as chromeLauncher from 'chrome-launcher';
import lighthouse from 'lighthouse';
import { chromeFlags, chromePath } from './chromium.mjs';

const runs = 5;
const attempts = 10;
const [address, cookie] = process.argv.slice(2);

const run = async () => {
  const chrome = await chromeLauncher.launch({ chromePath, chromeFlags });
  try {
    return (await lighthouse(address, {
      port: chrome.port,
      output: 'json',
      onlyCategories: ['performance', 'accessibility', 'best-practices', 'seo'],
      extraHeaders: cookie ? { Cookie: cookie } : undefined,
    })).lhr;
  } finally {
    chrome.kill();
  }
};

const reports = [];
for (let attempt = 0; reports.length < runs && attempt < attempts; attempt++) {
  const report = await run();
  // A run whose trace lacks a paint has no score at all; it says nothing about the page.
  if (Object.values(report.categories).every(category => category.score !== null)) {
    reports.push(report);
  }
}
if (reports.length < runs) {
  throw new Error(`Only ${reports.length} of ${attempts} runs gave a score.`);
}

const last = reports.at(-1);
if (process.env.REPORT) {
  writeFileSync(process.env.REPORT, JSON.stringify(last));
}
for (const audit of Object.values(last.audits)) {
  if (audit.score !== null && audit.score < 0.9 && audit.scoreDisplayMode !== 'informative') {
    console.error(`  ${new URL(address).pathname}: ${audit.id} ${audit.score} ${audit.displayValue ?? ''}`);
  }
}
const median = id => Math.round(reports.map(report => report.categories[id].score).sort((a, b) => a - b)[Math.floor(runs / 2)] * 100);
console.log(JSON.stringify(Object.fromEntries(Object.keys(last.categories).map(id => [id, median(id)]))));
